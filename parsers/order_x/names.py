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
    "UltimateCustomerOrderReferencedDocument", "ProductEndUserTradeParty", "InvoicerTradeParty", "TaxCurrencyCode",
    "InvoiceCurrencyCode",
    # Of parties
    "SpecifiedLegalOrganization", "DefinedTradeContact", "SpecifiedTaxRegistration",
    # Of lines
    "BatchID", "BrandName", "ModelID", "ModelName", "IndustryAssignedID", "ManufacturerAssignedID",
    "OriginTradeCountry",
    "ApplicableProductCharacteristic", "DesignatedProductClassification", "IndividualTradeProductInstance",
    "AdditionalReferenceReferencedDocument", "ApplicableSupplyChainPackaging", "PackageQuantity",
    "PerPackageUnitQuantity", "DespatchPackageQuantity", "ContractReferencedDocument", "TotalAllowanceChargeAmount",
    # Of which the amount of a line is the sum, and that amount is compared with its price
    "TaxTotalAmount", "ChargeTotalAmount", "AllowanceTotalAmount",
})  # fmt: skip
