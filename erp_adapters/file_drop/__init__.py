"""The ERP as a folder: one JSON sales order per file, for an import job to take away."""
