//! One page of PDF: paths as paths, text as text in fonts that the file carries.

use pdf_writer::types::{LineJoinStyle, TextRenderingMode};
use pdf_writer::{Content, Filter, Finish as _, Name, Pdf, Rect, Ref, Str, TextStr};
use usvg::tiny_skia_path::PathSegment;
use usvg::{Node, Paint, PaintOrder, Transform};

use super::deflate::deflate;
use super::embed::Face;
use super::tags::{self, Tags};
use super::{Fonts, ImageError, tree};
use crate::draw::svg::Svg;

/// Points of PDF for each px of CSS.
const POINT: f32 = 0.75;

/// A picture as PDF of one page. The same picture gives the same bytes.
///
/// # Errors
/// If the drawing is refused, which no picture of ours should be.
pub fn pdf(svg: &Svg, fonts: &Fonts) -> Result<Vec<u8>, ImageError> {
    let tree = tree(svg, fonts)?;
    let (wide, high) = (tree.size().width() * POINT, tree.size().height() * POINT);
    let mut page = Page { content: Content::new(), faces: Vec::new(), fonts: &fonts.database };
    page.content.transform([POINT, 0.0, 0.0, -POINT, 0.0, high]);
    Tags::begin(&mut page.content);
    page.group(tree.root())?;
    page.content.end_marked_content();
    let Page { content, faces, .. } = page;
    let mut next = Ref::new(1);
    let (catalog, pages, sheet, stream, info) = (next.bump(), next.bump(), next.bump(), next.bump(), next.bump());
    let tags = Tags::new(&mut next);
    let mut pdf = Pdf::new();
    let mut whole = pdf.catalog(catalog);
    whole.pages(pages);
    tags.announce(&mut whole);
    whole.finish();
    pdf.pages(pages).kids([sheet]).count(1);
    let mut written = pdf.page(sheet);
    written.media_box(Rect::new(0.0, 0.0, wide, high)).parent(pages).contents(stream).struct_parents(tags::ONLY);
    let mut resources = written.resources();
    let mut named = resources.fonts();
    let refs: Vec<Ref> = faces.iter().map(|_| next.bump()).collect();
    for (at, id) in refs.iter().enumerate() {
        named.pair(Name(name(at).as_bytes()), *id);
    }
    named.finish();
    resources.finish();
    written.finish();
    pdf.stream(stream, &deflate(&content.finish())?).filter(Filter::FlateDecode);
    let (title, description) = (said(svg, "title"), said(svg, "desc"));
    tags.write(&mut pdf, sheet, if description.is_empty() { &title } else { &description });
    pdf.document_info(info).title(TextStr(&title)).producer(TextStr("roundtrip"));
    for (face, id) in faces.iter().zip(refs) {
        face.write(&mut pdf, (id, &mut next))?;
    }
    Ok(pdf.finish())
}

/// The name of a font in the page.
fn name(at: usize) -> String {
    format!("F{at}")
}

/// What the picture says of itself in its title, which a reader's window shows, or in its description.
fn said(svg: &Svg, tag: &str) -> String {
    let text = svg.to_string();
    let inside = text.split_once(&format!("<{tag}>")).and_then(|(_, rest)| rest.split_once(&format!("</{tag}>")));
    // What escaping has made of the few letters that XML keeps for itself.
    let plain = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    plain
        .into_iter()
        .fold(inside.map_or("", |(inside, _)| inside).to_owned(), |said, (written, meant)| said.replace(written, meant))
}

/// A page under way.
struct Page<'a> {
    content: Content,
    /// The fonts that it uses, in the order of their first letter.
    faces: Vec<Face>,
    fonts: &'a usvg::fontdb::Database,
}

impl Page<'_> {
    fn group(&mut self, group: &usvg::Group) -> Result<(), ImageError> {
        for node in group.children() {
            match node {
                Node::Group(group) => self.group(group)?,
                Node::Path(path) => self.path(path),
                Node::Text(text) => self.text(text)?,
                // A picture of ours has no image in it.
                Node::Image(_) => {}
            }
        }
        Ok(())
    }

    fn path(&mut self, path: &usvg::Path) {
        let fill = path.fill().and_then(|fill| colour(fill.paint()));
        let stroke = path.stroke().and_then(|stroke| Some((stroke, colour(stroke.paint())?)));
        if !path.is_visible() || (fill.is_none() && stroke.is_none()) {
            return;
        }
        self.content.save_state();
        self.content.transform(matrix(path.abs_transform()));
        if let Some([r, g, b]) = fill {
            self.content.set_fill_rgb(r, g, b);
        }
        if let Some((stroke, rgb)) = stroke {
            self.pen(stroke, rgb);
        }
        self.outline(path.data());
        match (fill, stroke) {
            (Some(_), Some(_)) => self.content.fill_nonzero_and_stroke(),
            (Some(_), None) => self.content.fill_nonzero(),
            _ => self.content.stroke(),
        };
        self.content.restore_state();
    }

    fn pen(&mut self, stroke: &usvg::Stroke, [r, g, b]: [f32; 3]) {
        self.content.set_stroke_rgb(r, g, b);
        self.content.set_line_width(stroke.width().get());
        if stroke.linejoin() == usvg::LineJoin::Round {
            self.content.set_line_join(LineJoinStyle::RoundJoin);
        }
        if let Some(dashes) = stroke.dasharray() {
            self.content.set_dash_pattern(dashes.iter().copied(), stroke.dashoffset());
        }
    }

    fn outline(&mut self, path: &usvg::tiny_skia_path::Path) {
        let mut last = usvg::tiny_skia_path::Point::zero();
        for segment in path.segments() {
            match segment {
                PathSegment::MoveTo(p) => {
                    self.content.move_to(p.x, p.y);
                    last = p;
                }
                PathSegment::LineTo(p) => {
                    self.content.line_to(p.x, p.y);
                    last = p;
                }
                // PDF has cubic curves only.
                PathSegment::QuadTo(c, p) => {
                    let near = |end: f32, control: f32| end + 2.0 / 3.0 * (control - end);
                    let (a, b) = ((near(last.x, c.x), near(last.y, c.y)), (near(p.x, c.x), near(p.y, c.y)));
                    self.content.cubic_to(a.0, a.1, b.0, b.1, p.x, p.y);
                    last = p;
                }
                PathSegment::CubicTo(a, b, p) => {
                    self.content.cubic_to(a.x, a.y, b.x, b.y, p.x, p.y);
                    last = p;
                }
                PathSegment::Close => {
                    self.content.close_path();
                }
            }
        }
    }

    fn text(&mut self, text: &usvg::Text) -> Result<(), ImageError> {
        self.content.save_state();
        self.content.transform(matrix(text.abs_transform()));
        for span in text.layouted().iter().filter(|span| span.visible) {
            let fill = span.fill.as_ref().and_then(|fill| colour(fill.paint()));
            let stroke = span.stroke.as_ref().and_then(|stroke| Some((stroke, colour(stroke.paint())?)));
            let halo_first = span.paint_order == PaintOrder::StrokeAndFill;
            for is_halo in [halo_first, !halo_first] {
                match (is_halo, fill, stroke) {
                    (true, _, Some((stroke, rgb))) => {
                        self.pen(stroke, rgb);
                        self.letters(span, TextRenderingMode::Stroke)?;
                    }
                    (false, Some([r, g, b]), _) => {
                        self.content.set_fill_rgb(r, g, b);
                        self.letters(span, TextRenderingMode::Fill)?;
                    }
                    _ => {}
                }
            }
        }
        self.content.restore_state();
        Ok(())
    }

    fn letters(&mut self, span: &usvg::layout::Span, mode: TextRenderingMode) -> Result<(), ImageError> {
        self.content.begin_text();
        self.content.set_text_rendering_mode(mode);
        let mut set = None;
        for glyph in &span.positioned_glyphs {
            let known = self.faces.iter().position(|face| face.id == glyph.font);
            let at = known.unwrap_or(self.faces.len());
            if known.is_none() {
                self.faces.push(Face::new(self.fonts, glyph.font)?);
            }
            let Some(face) = self.faces.get_mut(at) else { continue };
            let code = face.code(glyph.id.0, &glyph.text);
            if set.replace(at) != Some(at) {
                self.content.set_font(Name(name(at).as_bytes()), 1.0);
            }
            // At size 1 the letters are one em of their font.
            let em = face.em;
            self.content.set_text_matrix(matrix(glyph.outline_transform().pre_scale(em, em)));
            self.content.show(Str(&code.to_be_bytes()));
        }
        self.content.end_text();
        Ok(())
    }
}

fn matrix(t: Transform) -> [f32; 6] {
    [t.sx, t.ky, t.kx, t.sy, t.tx, t.ty]
}

/// A plain colour as PDF wants it; our pictures have no other paint.
fn colour(paint: &Paint) -> Option<[f32; 3]> {
    match paint {
        Paint::Color(c) => Some([c.red, c.green, c.blue].map(|part| f32::from(part) / 255.0)),
        _ => None,
    }
}
