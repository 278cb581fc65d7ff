"""Mail to customers. Plain Python: no Rasa and no web framework in here, so the gateway may read it, too."""
