"""What LibreOffice add-ins built by clvxl 0.1.0 start; later ones start the component itself."""

from clvxl.hosts.libreoffice.component import implementation

__all__ = ["implementation"]
