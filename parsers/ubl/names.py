"""Names of UBL's common library that an order may carry and that change neither goods nor money."""

# Not worth a word: what names the rules that the document follows, and who keeps which books.
SILENT = frozenset({
    "UBLVersionID", "CustomizationID", "ProfileID", "ProfileExecutionID", "UUID", "IssueTime", "EndpointID",
    "StartTime", "EndTime",
})  # fmt: skip
SHOWN = frozenset({
    # Of the order
    "SalesOrderID", "CustomerReference", "AccountingCost", "AccountingCostCode", "SequenceNumberID",
    "QuotationDocumentReference", "OrderDocumentReference", "OriginatorDocumentReference", "CatalogueReference",
    "AdditionalDocumentReference", "ProjectReference", "OriginatorCustomerParty", "ContractType",
    "ContractTypeCode", "ContractDocumentReference", "PriorityCode", "TaxPointDate", "Signature",
    "UBLDocumentSignatures",
    "TaxExchangeRate", "PaymentExchangeRate", "DestinationCountry", "BeneficiaryParty",
    "RequestedInvoiceCurrencyCode", "TaxCurrencyCode", "PaymentCurrencyCode",
    # Of roles
    "CustomerAssignedAccountID", "SupplierAssignedAccountID", "AdditionalAccountID", "DeliveryContact",
    "AccountingContact", "BuyerContact", "SellerContact", "OrderContact", "DespatchContact",
    # Of addresses
    "Postbox", "Department", "Floor", "Room", "InhouseMail", "BlockName", "PlotIdentification", "CitySubdivisionName",
    "CountrySubentityCode", "District", "TimezoneOffset", "Region", "MarkAttention", "MarkCare", "LocationCoordinate",
    "AddressTypeCode", "AddressFormatCode",
    # Of lines
    "OriginatorParty", "TotalTaxAmount", "TaxTotal", "CommodityClassification", "ClassifiedTaxCategory", "TaxCategory",
    "AdditionalItemProperty", "ItemInstance", "ItemSpecificationDocumentReference", "ManufacturerParty", "BrandName",
    "ModelName", "OriginCountry", "OriginAddress", "CatalogueItemIdentification", "CatalogueDocumentReference",
    "ManufacturersItemIdentification", "TransactionConditions", "HazardousItem", "HazardousRiskIndicator",
    "InformationContentProviderParty", "Certificate", "Keyword", "Dimension", "DocumentReference", "PriceList",
    "QuotationLineReference", "CatalogueLineReference", "PriceTypeCode", "PriceType", "PricingExchangeRate",
    "AdditionalItemIdentification", "BarcodeSymbologyID", "InspectionMethodCode", "CatalogueIndicator",
    "WarrantyInformation", "AcceptedVariantsDescription", "OrderTypeCode", "PackQuantity", "PackSizeNumeric",
    "ItemTypeCode", "LifecycleStageCode", "LifecycleStageDescription", "EnvironmentalCertificate",
    "EnvironmentalEmission", "CircularityProfile", "TaxInclusiveLineExtensionAmount", "TaxInclusivePriceAmount",
    "PriceChangeReason", "PricingReference", "WarrantyValidityPeriod", "WarrantyParty", "LineReference",
    "MinimumBackorderQuantity", "MaximumBackorderQuantity",
    # Of delivery and payment
    "ActualDeliveryDate", "ActualDeliveryTime", "LatestDeliveryTime", "RequestedDespatchTime",
    "LossRiskResponsibilityCode", "LossRisk", "GrossWeightMeasure", "NetWeightMeasure", "NetNetWeightMeasure",
    "GrossVolumeMeasure", "NetVolumeMeasure", "TotalGoodsItemQuantity", "TotalTransportHandlingUnitQuantity",
    "InsuranceValueAmount", "DeclaredCustomsValueAmount", "DeclaredForCarriageValueAmount",
    "DeclaredStatisticsValueAmount", "FreeOnBoardValueAmount", "LocationTypeCode", "InformationURI",
    "DataSendingCapability", "PayableAlternativeAmount", "AllowanceTotalTaxInclusiveAmount",
    "ChargeTotalTaxInclusiveAmount", "WithholdingTaxTotalAmount", "PaymentMeansID", "PrepaidPaymentReferenceID",
    "ReferenceEventCode", "PenaltySurchargePercent", "PenaltyAmount", "PenaltyPeriod", "PenaltyInterestRate",
    "PaymentTermsDetailsURI", "InvoicingPartyReference",
    "TrackingID", "TransportModeCode", "PaymentMeans", "ExchangeRate", "PayableRoundingAmount", "PrepaidAmount",
})  # fmt: skip
# Of a party that has a role in the order; other parties are not read, and hold.
OF_PARTIES = (
    "PartyTaxScheme", "PartyLegalEntity", "PartyIdentification", "PartyName", "Contact", "Person", "WebsiteURI",
    "AgentParty", "Language", "FinancialAccount", "LogoReferenceID", "PowerOfAttorney", "IndustryClassificationCode",
    "MarkCareIndicator", "MarkAttentionIndicator", "PostalAddress", "AdditionalPartyIdentification", "TradePartyName",
    "PartyAuthorization", "AdditionalWebSite", "SocialMediaProfile",
)  # fmt: skip
