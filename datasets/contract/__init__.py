"""The contract in three parts; `datasets.schema` puts them together."""
