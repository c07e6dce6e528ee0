//! Just enough of LevelDB's file formats to see what Chromium's IndexedDB and local storage hold.
//!
//! Format: <https://github.com/google/leveldb/blob/main/doc/table_format.md> and `log_format.md`.

use anyhow::{Context, Result, bail};

const BLOCK: usize = 32 * 1024;
const RECORD_HEADER: usize = 7;
const FOOTER: usize = 48;
const TRAILER: usize = 5;
const MAGIC: [u8; 8] = [0x57, 0xfb, 0x80, 0x8b, 0x24, 0x75, 0x47, 0xdb];

/// Keys and values of a table, each as one piece.
pub(super) fn table(bytes: &[u8]) -> Result<Vec<Vec<u8>>> {
    let footer = bytes
        .len()
        .checked_sub(FOOTER)
        .and_then(|start| bytes.get(start..))
        .context("a table is shorter than its footer")?;
    if !footer.ends_with(&MAGIC) {
        bail!("a table does not end with its mark");
    }
    let mut handles = Reader(footer);
    let _meta_index = handles.handle().context("no handle of the meta index")?;
    let index = handles.handle().context("no handle of the index")?;

    let mut pieces = Vec::new();
    for (_, value) in entries(&block(bytes, index)?)? {
        let handle = Reader(&value).handle().context("no handle of a block")?;
        for (key, value) in entries(&block(bytes, handle)?)? {
            pieces.push(key);
            pieces.push(value);
        }
    }
    Ok(pieces)
}

/// Keys and values of the write batches of a log; a torn end is left out, as LevelDB does.
pub(super) fn log(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut pieces = Vec::new();
    for record in records(bytes) {
        match batch(&record) {
            Some(found) => pieces.extend(found),
            // Another kind of log; its text is still worth a look.
            None => pieces.push(record),
        }
    }
    pieces
}

/// Chromium packs large values of IndexedDB: a version number, a mark, then Snappy.
pub(super) fn without_wrapper(value: &[u8]) -> Vec<u8> {
    const MARK: [u8; 3] = [0xff, 0x11, 0x02];
    let head = value.get(..value.len().min(16)).unwrap_or_default();
    head.windows(MARK.len())
        .position(|window| window == MARK)
        .and_then(|at| value.get(at + MARK.len()..))
        .and_then(|packed| snap::raw::Decoder::new().decompress_vec(packed).ok())
        .unwrap_or_else(|| value.to_vec())
}

fn block(bytes: &[u8], (offset, size): (usize, usize)) -> Result<Vec<u8>> {
    let end = offset.checked_add(size).context("a block beyond the end")?;
    let content = bytes.get(offset..end).context("a block beyond the end")?;
    let trailer = bytes
        .get(end..end + TRAILER)
        .context("a block without its trailer")?;
    match trailer[0] {
        0 => Ok(content.to_vec()),
        1 => snap::raw::Decoder::new()
            .decompress_vec(content)
            .context("a block is no Snappy"),
        kind => bail!("a block is packed in an unknown way ({kind})"),
    }
}

fn entries(block: &[u8]) -> Result<Vec<(Vec<u8>, Vec<u8>)>> {
    let count_at = block.len().checked_sub(4).context("an empty block")?;
    let restarts = u32::from_le_bytes(
        block[count_at..]
            .try_into()
            .context("a block without its restarts")?,
    );
    let end = count_at
        .checked_sub(restarts as usize * 4)
        .context("a block shorter than its restarts")?;
    let mut reader = Reader(&block[..end]);
    let mut entries: Vec<(Vec<u8>, Vec<u8>)> = Vec::new();
    while !reader.0.is_empty() {
        let entry = (|| {
            let shared = reader.varint()?;
            let own = reader.varint()?;
            let value = reader.varint()?;
            let last = entries.last().map_or(&[][..], |(key, _)| key);
            let mut key = last.get(..shared)?.to_vec();
            key.extend_from_slice(reader.take(own)?);
            Some((key, reader.take(value)?.to_vec()))
        })();
        entries.push(entry.context("a damaged entry")?);
    }
    Ok(entries)
}

fn records(bytes: &[u8]) -> Vec<Vec<u8>> {
    const FULL: u8 = 1;
    const FIRST: u8 = 2;
    const MIDDLE: u8 = 3;
    const LAST: u8 = 4;
    let mut records = Vec::new();
    let mut open = Vec::new();
    for block in bytes.chunks(BLOCK) {
        let mut rest = block;
        while let Some((header, after)) = rest.split_at_checked(RECORD_HEADER) {
            let length = usize::from(u16::from_le_bytes([header[4], header[5]]));
            let Some((data, after)) = after.split_at_checked(length) else {
                break;
            };
            match header[6] {
                FULL => records.push(data.to_vec()),
                FIRST => open = data.to_vec(),
                MIDDLE => open.extend_from_slice(data),
                LAST => {
                    open.extend_from_slice(data);
                    records.push(std::mem::take(&mut open));
                }
                // The rest of the block is unused.
                _ => break,
            }
            rest = after;
        }
    }
    records
}

fn batch(record: &[u8]) -> Option<Vec<Vec<u8>>> {
    const HEADER: usize = 12;
    const DELETION: u8 = 0;
    const VALUE: u8 = 1;
    let mut pieces = Vec::new();
    let mut reader = Reader(record.get(HEADER..)?);
    while let Some((kind, rest)) = reader.0.split_first() {
        reader = Reader(rest);
        let length = reader.varint()?;
        pieces.push(reader.take(length)?.to_vec());
        match *kind {
            DELETION => {}
            VALUE => {
                let length = reader.varint()?;
                pieces.push(reader.take(length)?.to_vec());
            }
            _ => return None,
        }
    }
    Some(pieces)
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn varint(&mut self) -> Option<usize> {
        let mut value = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = *self.take(1)?.first()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return usize::try_from(value).ok();
            }
        }
        None
    }

    fn handle(&mut self) -> Option<(usize, usize)> {
        Some((self.varint()?, self.varint()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_over_two_blocks_is_put_together() {
        let mut log = vec![0, 0, 0, 0, 3, 0, 2];
        log.extend_from_slice(b"abc");
        log.extend_from_slice(&[0, 0, 0, 0, 2, 0, 4]);
        log.extend_from_slice(b"de");
        assert_eq!(records(&log), [b"abcde".to_vec()]);
    }

    #[test]
    fn a_batch_gives_its_keys_and_values() {
        let mut record = vec![0; 12];
        record.extend_from_slice(&[1, 1, b'k', 2, b'v', b'w', 0, 1, b'd']);
        assert_eq!(
            batch(&record).unwrap(),
            [b"k".to_vec(), b"vw".to_vec(), b"d".to_vec()]
        );
    }

    #[test]
    fn a_packed_value_is_unpacked() {
        let text = b"the same, the same, the same, the same";
        let mut value = vec![3, 0xff, 0x11, 0x02];
        value.extend(snap::raw::Encoder::new().compress_vec(text).unwrap());
        assert_eq!(without_wrapper(&value), text);
        assert_eq!(without_wrapper(b"plain"), b"plain");
    }

    #[test]
    fn a_table_gives_its_keys_and_values() {
        let entry = [0, 1, 2, b'k', b'v', b'w', 0, 0, 0, 0, 1, 0, 0, 0];
        let mut bytes = entry.to_vec();
        bytes.extend_from_slice(&[0; TRAILER]);
        let index_at = bytes.len();
        let index = [0, 1, 2, b'k', 0, 14, 0, 0, 0, 0, 1, 0, 0, 0];
        bytes.extend_from_slice(&index);
        bytes.extend_from_slice(&[0; TRAILER]);
        let mut footer = vec![0, 0, u8::try_from(index_at).unwrap(), 14];
        footer.resize(FOOTER - MAGIC.len(), 0);
        footer.extend_from_slice(&MAGIC);
        bytes.extend(footer);
        assert_eq!(table(&bytes).unwrap(), [b"k".to_vec(), b"vw".to_vec()]);
    }
}
