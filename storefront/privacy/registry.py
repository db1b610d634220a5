"""Who keeps something about people."""

from storefront.kit.registry import Registry

keepers = Registry("keeper of personal data", ("export", "in_the_way", "erase"))
