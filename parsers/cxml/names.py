"""Names of cXML that an order may carry and that change neither goods nor money."""

SILENT = frozenset({"SharedSecret", "CredentialMac", "DigitalSignature", "UserAgent"})
# Requests, messages and responses that never ask for goods.
OTHERS = frozenset({
    "AuthRequest", "CatalogUploadRequest", "ConfirmationRequest", "CopyRequest", "GetPendingRequest",
    "InvoiceDetailRequest", "OrderStatusRequest", "PaymentProposalRequest", "PaymentRemittanceRequest",
    "ProductActivityMessage", "ProfileRequest", "ProfileResponse", "PunchOutOrderMessage", "PunchOutSetupRequest",
    "PunchOutSetupResponse", "QuoteMessage", "QuoteRequest", "ReceiptRequest", "ShipNoticeRequest", "Status",
    "StatusUpdateRequest", "SubscriptionChangeMessage", "SubscriptionListRequest", "SupplierChangeMessage",
    "SupplierListRequest", "TimeCardRequest",
})  # fmt: skip
SHOWN = frozenset({
    "Distribution", "Contact", "Classification", "SupplierPartAuxiliaryID", "ManufacturerPartID",
    "ManufacturerName", "URL", "LeadTime", "Tax", "TaxDetail", "Payment", "PCard", "DocumentReference", "Fax", "Phone",
    "Email", "SupplierOrderInfo", "IdReference", "LegalEntity", "OrganizationalUnit", "ShipControl",
    "Country", "DeliverTo", "Dimension", "SupplierID", "ItemOutIndustry", "BusinessPartner", "QuoteStatus",
    "TransportInformation", "CarrierIdentifier", "ShipmentIdentifier",
    "PlannedAcceptanceDays", "EuropeanWasteCatalogID",
})  # fmt: skip
