"""The book as a SCORM 1.2 package: the pages as they are, and around them a page that talks to the platform."""
