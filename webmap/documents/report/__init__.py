"""The report of a review in the form of Nghị định 30/2020/NĐ-CP: .docx and .pdf."""
