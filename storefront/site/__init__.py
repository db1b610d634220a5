"""The market's own pages: home and welcome, help, terms, language and theme, and what to say when something is not there."""
