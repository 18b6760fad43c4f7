//! What a screen reader is told: the whole page is one figure, with the words that describe the picture.

use pdf_writer::{Content, Name, Pdf, Ref, TextStr, Writer as _, types::StructRole, writers::StructTreeRoot};

/// The only marked content of the page, and the page's key among those that have any.
pub(super) const ONLY: i32 = 0;

/// The objects that describe a page of one figure.
pub(super) struct Tags {
    root: Ref,
    figure: Ref,
    parents: Ref,
}

impl Tags {
    pub(super) fn new(next: &mut Ref) -> Self {
        Self { root: next.bump(), figure: next.bump(), parents: next.bump() }
    }

    /// Where the figure begins in the content of the page; [`Content::end_marked_content`] ends it.
    pub(super) fn begin(content: &mut Content) {
        content.begin_marked_content_with_properties(Name(b"Figure")).properties().identify(ONLY);
    }

    /// Says in the catalog and on the page that there are tags.
    pub(super) fn announce(&self, catalog: &mut pdf_writer::writers::Catalog<'_>) {
        catalog.lang(TextStr("en")).pair(Name(b"StructTreeRoot"), self.root);
        catalog.mark_info().marked(true);
    }

    /// Writes them, with the description.
    pub(super) fn write(&self, pdf: &mut Pdf, page: Ref, description: &str) {
        let mut root = StructTreeRoot::start(pdf.indirect(self.root));
        root.child(self.figure).parent_tree_next_key(ONLY + 1);
        root.parent_tree().nums().insert(ONLY, self.parents);
        drop(root);
        pdf.indirect(self.parents).array().item(self.figure);
        let mut figure = pdf.struct_element(self.figure);
        figure.kind(StructRole::Figure).parent(self.root).page(page).alt(TextStr(description));
        figure.marked_content_child().page(page).marked_content_id(ONLY);
    }
}
