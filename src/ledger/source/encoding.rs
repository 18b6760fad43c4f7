//! Text in other encodings → UTF-8.

use std::io::{self, Read};

use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE, X_USER_DEFINED};

use super::{
    made::{Made, Maker},
    refusal::Refusal,
};

/// How much is decoded at a time, in bytes.
const PIECE: usize = 1 << 16;
/// How much of a text tells whether it is UTF-16 without a mark, in bytes.
const BEGINNING: usize = 128;

/// The encoding of that name, or of that label of the Encoding Standard: `windows-1252`, `latin1`, `shift_jis`, ….
pub(super) fn named(name: &str) -> Result<&'static Encoding, Refusal> {
    // `replacement` stands for encodings that are not decoded, and the other one is none.
    let known = Encoding::for_label_no_replacement(name.as_bytes()).filter(|encoding| *encoding != X_USER_DEFINED);
    known.ok_or_else(|| {
        let examples = "`windows-1252`, `iso-8859-15`, `windows-1251`, `shift_jis`, `gb18030` or `utf-16le`";
        Refusal::help(format!("there is no encoding `{name}`"), format!("say {examples}"))
    })
}

/// What a text is in that is not plain UTF-8: told by its mark, by the flag, or by the zeros that UTF-16 has between
/// the letters of a header.
pub(super) fn of(head: &[u8], said: Option<&str>) -> Result<Option<&'static Encoding>, Refusal> {
    let said = said.map(named).transpose()?;
    let found = Encoding::for_bom(head).map(|(encoding, _)| encoding).or(said).or_else(|| by_zeros(head));
    Ok(found.filter(|encoding| *encoding != UTF_8))
}

/// UTF-16 without a mark, whose header is mostly ASCII.
fn by_zeros(head: &[u8]) -> Option<&'static Encoding> {
    let pairs = head[..head.len().min(BEGINNING)].chunks_exact(2);
    let (all, mut high, mut low) = (pairs.len(), 0, 0);
    for pair in pairs {
        high += usize::from(pair[0] == 0);
        low += usize::from(pair[1] == 0);
    }
    let (many, few) = (all / 2, all / 8);
    if low > many && high <= few {
        Some(UTF_16LE)
    } else if high > many && low <= few {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// The text as UTF-8. What has no meaning in the encoding is an error with its place.
pub(super) fn decoded(raw: impl Read + Send + 'static, encoding: &'static Encoding) -> Box<dyn Read + Send> {
    Box::new(Made::by(Decoding {
        raw,
        encoding,
        decoder: encoding.new_decoder_with_bom_removal(),
        input: vec![0; PIECE],
        at: 0,
        len: 0,
        is_over: false,
        is_done: false,
        line: 1,
    }))
}

struct Decoding<R> {
    raw: R,
    encoding: &'static Encoding,
    decoder: Decoder,
    /// Bytes, of which those from `at` to `len` are still to be decoded.
    input: Vec<u8>,
    at: usize,
    len: usize,
    is_over: bool,
    /// Whether the last of it has been decoded.
    is_done: bool,
    /// The line at hand, from 1.
    line: u64,
}

impl<R: Read> Maker for Decoding<R> {
    fn make(&mut self, text: &mut Vec<u8>) -> io::Result<()> {
        text.resize(2 * PIECE, 0);
        let mut made = 0;
        while made == 0 && !self.is_done {
            if self.at == self.len && !self.is_over {
                (self.at, self.len) = (0, self.raw.read(&mut self.input)?);
                self.is_over = self.len == 0;
            }
            let input = &self.input[self.at..self.len];
            let (result, read, written) =
                self.decoder.decode_to_utf8_without_replacement(input, &mut text[made..], self.is_over);
            self.at += read;
            made += written;
            self.line += memchr::memchr_iter(b'\n', &text[..made]).count() as u64;
            if let DecoderResult::Malformed(..) = result {
                let name = self.encoding.name();
                let says = format!("line {} holds what is no character in {name}", self.line);
                let help = "say which encoding the file has: --encoding windows-1252, or save it as UTF-8";
                return Err(Refusal::help(says, help).into());
            }
            self.is_done = self.is_over && result == DecoderResult::InputEmpty;
        }
        text.truncate(made);
        Ok(())
    }
}
