use std::fmt;
use std::marker::PhantomData;

use base64::display::Base64Display;
use base64::Engine as _;
use serde::de::value::SeqAccessDeserializer;
use serde::de::{DeserializeOwned, Error, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Form, PACKING};
use crate::runtime::base64::STANDARD;
use crate::runtime::finite::{AllFinite, Finite};

/// The form of a list of floats: in a body that is packed the base64 of its numbers as 32-bit floats, the least
/// significant octet first, and a list elsewhere. Both are read anywhere.
pub(crate) struct Floats;

impl<T: Float> Form<Vec<T>> for Floats {
    fn write<S: Serializer>(numbers: &Vec<T>, serializer: S) -> Result<S::Ok, S::Error> {
        if !PACKING.get() {
            return Finite(numbers).serialize(serializer);
        }
        match numbers.iter().position(|one| !one.narrow().is_finite()) {
            None => serializer.collect_str(&Text(numbers)),
            Some(index) => Err(serde::ser::Error::custom(format_args!(
                "number {index} is not finite as a 32-bit float"
            ))),
        }
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
        deserializer.deserialize_any(Either(PhantomData))
    }
}

/// A number that is rounded to 32 bits on its way.
pub(crate) trait Float: AllFinite + Copy + From<f32> + Serialize + DeserializeOwned {
    fn narrow(self) -> f32;
}

impl Float for f32 {
    fn narrow(self) -> f32 {
        self
    }
}

impl Float for f64 {
    #[allow(clippy::cast_possible_truncation, reason = "it is rounded")]
    fn narrow(self) -> f32 {
        self as f32
    }
}

const SIZE: usize = size_of::<f32>();
/// Octets that are encoded or decoded at a time, on the stack. Base64 and floats both end there, so that there is no
/// padding between.
const OCTETS: usize = 3 * SIZE * 256;
const CHARACTERS: usize = OCTETS / 3 * 4;

/// Numbers as their base64.
struct Text<'a, T>(&'a [T]);

impl<T: Float> fmt::Display for Text<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut octets = [0; OCTETS];
        for numbers in self.0.chunks(OCTETS / SIZE) {
            let octets = &mut octets[..numbers.len() * SIZE];
            for (place, number) in octets.chunks_exact_mut(SIZE).zip(numbers) {
                place.copy_from_slice(&number.narrow().to_le_bytes());
            }
            Base64Display::new(octets, &STANDARD).fmt(f)?;
        }
        Ok(())
    }
}

/// The numbers of a base64. What is no number is refused as it is in a list, which has no way to write it.
fn numbers<T: Float, E: Error>(text: &str) -> Result<Vec<T>, E> {
    let mut numbers = Vec::with_capacity(text.len() / 4 * 3 / SIZE);
    let mut octets = [0; OCTETS];
    for part in text.as_bytes().chunks(CHARACTERS) {
        let length = STANDARD.decode_slice(part, &mut octets);
        let length = length.map_err(E::custom)?;
        for octets in octets[..length].chunks(SIZE) {
            let octets = octets.try_into();
            let octets = octets.map_err(|_| E::custom("the octets are no 32-bit floats"))?;
            let number = f32::from_le_bytes(octets);
            if !number.is_finite() {
                return Err(E::custom("numbers must be finite"));
            }
            numbers.push(number.into());
        }
    }
    Ok(numbers)
}

struct Either<T>(PhantomData<T>);

impl<'de, T: Float> Visitor<'de> for Either<T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of numbers, or their base64")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Vec<T>, A::Error> {
        Vec::deserialize(SeqAccessDeserializer::new(list))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Vec<T>, E> {
        numbers(text)
    }
}
