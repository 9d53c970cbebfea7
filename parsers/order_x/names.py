"""Names of the CIO message that an order may carry and that change neither goods nor money."""

SILENT = frozenset({"BusinessProcessSpecifiedDocumentContextParameter", "RequestedResponseTypeCode", "LanguageID"})
SHOWN = frozenset({
    # Of the order
    "Name", "BuyerReference", "SellerOrderReferencedDocument", "QuotationReferencedDocument",
    "URIUniversalCommunication", "RequisitionReferencedDocument", "CatalogueReferencedDocument", "BlanketOrderReferencedDocument",
    "PreviousOrderChangeReferencedDocument", "PreviousOrderResponseReferencedDocument", "SpecifiedProcuringProject",
    "ReceivableSpecifiedTradeAccountingAccount", "BuyerRequisitionerTradeParty", "ShipFromTradeParty",
    "BuyerOrderReferencedDocument", "SellerTradeParty", "AdditionalReferencedDocument", "BuyerAgentTradeParty",
    "SpecifiedTradeSettlementPaymentMeans", "ApplicableTradeTax", "FunctionCode",
    # Of parties
    "SpecifiedLegalOrganization", "DefinedTradeContact", "SpecifiedTaxRegistration", "Description", "GlobalID", "ID",
    "RoleCode",
    # Of lines
    "BatchID", "BrandName", "ModelID", "IndustryAssignedID", "ManufacturerAssignedID",
    "ApplicableProductCharacteristic",     "DesignatedProductClassification", "IndividualTradeProductInstance", "OriginTradeCountry", "TypeCode",
    "AdditionalReferenceReferencedDocument", "ApplicableSupplyChainPackaging", "PackageQuantity",
    "PerPackageUnitQuantity", "DespatchPackageQuantity", "ContractReferencedDocument",
    "TotalAllowanceChargeAmount",
})  # fmt: skip
