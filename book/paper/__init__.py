"""The book on paper and on e-readers: from the built pages to PDF and EPUB. Each module has one job."""
