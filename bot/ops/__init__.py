"""What an operator needs: is it alive, and is it well."""
