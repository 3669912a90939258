use crate::runtime::lines::Splitter;
use crate::runtime::Ends;

fn split(ends: Ends, pieces: &[&str]) -> Vec<String> {
    let mut splitter = Splitter::new(ends);
    let mut texts: Vec<Vec<u8>> = Vec::new();
    for piece in pieces {
        texts.extend(splitter.push(piece.as_bytes()));
    }
    texts.extend(splitter.rest());
    let text = |bytes| String::from_utf8(bytes).expect("text");
    texts.into_iter().map(text).collect()
}

#[test]
fn lines_are_the_same_however_they_are_cut() {
    let whole = split(Ends::Line, &["{\"a\":1}\n{\"b\":2}\n3"]);
    assert_eq!(whole, ["{\"a\":1}", "{\"b\":2}", "3"]);
    assert_eq!(
        split(Ends::Line, &["{\"a", "\":1}", "\n{\"b\":2}\n", "3"]),
        whole
    );
}

#[test]
fn records_begin_where_their_separator_says() {
    let texts = split(Ends::Record, &["\u{1e}1\n\u{1e}[2,\n3]\n"]);
    assert_eq!(texts, ["", "1\n", "[2,\n3]\n"]);
}
