"""The office's papers: Word documents filled from templates that the office may edit."""
