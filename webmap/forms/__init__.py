"""What is sent, read: bodies as models, their field types, and a form that comes back."""
