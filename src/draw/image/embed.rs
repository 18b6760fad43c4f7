//! A font in a PDF: only the letters that are used, with what they mean, so that text can be searched and copied.

use std::collections::BTreeMap;

use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Filter, Finish as _, Name, Pdf, Rect, Ref, Str};
use subsetter::GlyphRemapper;
use ttf_parser::{GlyphId, RawFace, Tag};
use usvg::fontdb::{Database, ID};

use super::{ImageError, deflate::deflate};

const CFF: Tag = Tag::from_bytes(b"CFF ");
/// Letters are numbered as the subset has them.
const SYSTEM: SystemInfo<'_> = SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };

/// A font and the letters of it that are used.
pub(super) struct Face {
    pub(super) id: ID,
    /// Units of the font for one em.
    pub(super) em: f32,
    data: Vec<u8>,
    index: u32,
    letters: GlyphRemapper,
    /// What each letter of the subset stands for.
    texts: BTreeMap<u16, String>,
}

impl Face {
    pub(super) fn new(fonts: &Database, id: ID) -> Result<Self, ImageError> {
        let (data, index) = fonts.with_face_data(id, |data, index| (data.to_vec(), index)).ok_or(ImageError::NoFont)?;
        let em = f32::from(ttf_parser::Face::parse(&data, index).map_err(|_| ImageError::NoFont)?.units_per_em());
        Ok(Self { id, em, data, index, letters: GlyphRemapper::new(), texts: BTreeMap::new() })
    }

    /// The code in the page of a letter of the font that stands for `text`.
    pub(super) fn code(&mut self, glyph: u16, text: &str) -> u16 {
        let code = self.letters.remap(glyph);
        self.texts.entry(code).or_insert_with(|| text.to_owned());
        code
    }

    /// Writes the font as object `id`, and what belongs to it as the next ones.
    pub(super) fn write(&self, pdf: &mut Pdf, (id, next): (Ref, &mut Ref)) -> Result<(), ImageError> {
        let refused = |what: &str| ImageError::refused(format!("{what} of a font"));
        let face = ttf_parser::Face::parse(&self.data, self.index).map_err(|_| ImageError::NoFont)?;
        let subset = subsetter::subset(&self.data, self.index, &self.letters).map_err(|_| refused("the subset"))?;
        let bare = RawFace::parse(&subset, 0).ok().and_then(|raw| raw.table(CFF));
        let name = face.names().into_iter().find(|name| name.name_id == ttf_parser::name_id::POST_SCRIPT_NAME);
        let name = name.and_then(|name| name.to_string()).unwrap_or_else(|| "Font".to_owned());
        // A subset is marked by six letters.
        let name = format!("SUBSET+{}", name.chars().filter(char::is_ascii_alphanumeric).collect::<String>());
        let (cid, descriptor, meanings, stream) = (next.bump(), next.bump(), next.bump(), next.bump());
        pdf.type0_font(id)
            .base_font(Name(name.as_bytes()))
            .encoding_predefined(Name(b"Identity-H"))
            .descendant_font(cid)
            .to_unicode(meanings);
        let mut font = pdf.cid_font(cid);
        font.subtype(if bare.is_some() { CidFontType::Type0 } else { CidFontType::Type2 });
        font.base_font(Name(name.as_bytes())).system_info(SYSTEM).font_descriptor(descriptor).default_width(0.0);
        if bare.is_none() {
            font.cid_to_gid_map_predefined(Name(b"Identity"));
        }
        let advance = |glyph: u16| f32::from(face.glyph_hor_advance(GlyphId(glyph)).unwrap_or(0)) * 1000.0 / self.em;
        font.widths().consecutive(0, self.letters.remapped_gids().map(advance));
        font.finish();
        self.describe(pdf, &face, (descriptor, stream, &name, bare.is_some()));
        let mut map = UnicodeCmap::new(Name(b"Letters"), SYSTEM);
        for (&code, text) in self.texts.iter().filter(|(_, text)| !text.is_empty()) {
            map.pair_with_multiple(code, text.chars());
        }
        pdf.cmap(meanings, &map.finish());
        let bytes = deflate(bare.unwrap_or(&subset))?;
        let mut stream = pdf.stream(stream, &bytes);
        stream.filter(Filter::FlateDecode);
        if bare.is_some() {
            stream.pair(Name(b"Subtype"), Name(b"CIDFontType0C"));
        }
        Ok(())
    }

    /// The measures of the font, for readers that must do without it.
    fn describe(&self, pdf: &mut Pdf, face: &ttf_parser::Face<'_>, (id, stream, name, bare): (Ref, Ref, &str, bool)) {
        let part = |units: i16| f32::from(units) * 1000.0 / self.em;
        let bounds = face.global_bounding_box();
        let mut descriptor = pdf.font_descriptor(id);
        descriptor
            .name(Name(name.as_bytes()))
            .flags(FontFlags::SYMBOLIC)
            .bbox(Rect::new(part(bounds.x_min), part(bounds.y_min), part(bounds.x_max), part(bounds.y_max)))
            .italic_angle(0.0)
            .ascent(part(face.ascender()))
            .descent(part(face.descender()))
            .cap_height(part(face.capital_height().unwrap_or_else(|| face.ascender())))
            .stem_v(10.0 + 0.244 * (f32::from(face.weight().to_number()) - 50.0));
        if bare {
            descriptor.font_file3(stream);
        } else {
            descriptor.font_file2(stream);
        }
    }
}
