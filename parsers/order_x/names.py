"""Names of the CIO message that an order may carry and that change neither goods nor money."""

SILENT = frozenset({"RequestedResponseTypeCode", "LanguageID"})
SHOWN = frozenset({
    # Of the order
    "BusinessProcessSpecifiedDocumentContextParameter", "BuyerReference", "SellerOrderReferencedDocument",
    "QuotationReferencedDocument", "URIUniversalCommunication", "RequisitionReferencedDocument",
    "CatalogueReferencedDocument", "BlanketOrderReferencedDocument", "PreviousOrderChangeReferencedDocument",
    "PreviousOrderResponseReferencedDocument", "SpecifiedProcuringProject", "BuyerOrderReferencedDocument",
    "ReceivableSpecifiedTradeAccountingAccount", "BuyerRequisitionerTradeParty", "ShipFromTradeParty",
    "SellerTradeParty", "AdditionalReferencedDocument", "BuyerAgentTradeParty", "SpecifiedTradeSettlementPaymentMeans",
    "ApplicableTradeTax", "FunctionCode",
    # Of parties
    "SpecifiedLegalOrganization", "DefinedTradeContact", "SpecifiedTaxRegistration",
    # Of lines
    "BatchID", "BrandName", "ModelID", "IndustryAssignedID", "ManufacturerAssignedID", "OriginTradeCountry",
    "ApplicableProductCharacteristic", "DesignatedProductClassification", "IndividualTradeProductInstance",
    "AdditionalReferenceReferencedDocument", "ApplicableSupplyChainPackaging", "PackageQuantity",
    "PerPackageUnitQuantity", "DespatchPackageQuantity", "ContractReferencedDocument", "TotalAllowanceChargeAmount",
})  # fmt: skip
