"""Adapters to payment services, one file each. `payments.configure` registers those that the settings switch on."""
