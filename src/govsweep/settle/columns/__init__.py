"""The columns of a site, learnt from its list pages, menus, breadcrumbs and tags."""

from govsweep.settle.columns.site_columns import SiteColumns

__all__ = ["SiteColumns"]
