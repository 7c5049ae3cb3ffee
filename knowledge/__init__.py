"""What is true: records, rules, documents, and the indexes over them."""
