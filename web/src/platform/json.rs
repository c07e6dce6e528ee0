//! JSON to types, by the browser's own parser.
//!
//! serde_json would bring a parser of its own, words for every error, a second way to read each struct
//! (as an array), and after each field a path that drops what was read so far. Together that is a third
//! of what a tablet downloads. Here the browser parses; only objects become structs; and a text that does
//! not fit ends the reading with a JavaScript exception, which [`from_str`] catches. Such a reading leaks
//! what it had read: a few kilobytes, on a path that a tablet in order never takes.

use js_sys::{Array, Function, JSON, Object};
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess,
    VariantAccess, Visitor, value::StringDeserializer,
};
use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;
use wasm_bindgen::{JsCast as _, JsValue, closure::Closure};

/// The text is no JSON, or not of the wanted form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Misfit;

/// Reads a text.
pub fn from_str<T: DeserializeOwned + 'static>(text: &str) -> Result<T, Misfit> {
    let value = JSON::parse(text).map_err(|_| Misfit)?;
    let read = Rc::new(RefCell::new(None));
    let slot = read.clone();
    let work = Closure::once(move || {
        let Ok(it) = T::deserialize(Value(value));
        *slot.borrow_mut() = Some(it);
    });
    let work_js: &Function = work.as_ref().unchecked_ref();
    work_js.call0(&JsValue::NULL).map_err(|_| Misfit)?;
    read.take().ok_or(Misfit)
}

/// Never exists: a misfit is thrown, so no code is needed after a failed step.
#[derive(Debug)]
enum Thrown {}

/// Ends the reading.
fn misfit() -> ! {
    wasm_bindgen::throw_str("not of the expected form")
}

impl fmt::Display for Thrown {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}

impl std::error::Error for Thrown {}

impl serde::de::Error for Thrown {
    fn custom<T: fmt::Display>(_: T) -> Self {
        misfit()
    }

    fn invalid_type(_: serde::de::Unexpected<'_>, _: &dyn serde::de::Expected) -> Self {
        misfit()
    }

    fn invalid_value(_: serde::de::Unexpected<'_>, _: &dyn serde::de::Expected) -> Self {
        misfit()
    }

    fn invalid_length(_: usize, _: &dyn serde::de::Expected) -> Self {
        misfit()
    }

    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        misfit()
    }

    fn unknown_field(_: &str, _: &'static [&'static str]) -> Self {
        misfit()
    }

    fn missing_field(_: &'static str) -> Self {
        misfit()
    }

    fn duplicate_field(_: &'static str) -> Self {
        misfit()
    }
}

struct Value(JsValue);

/// The largest whole number that a double holds exactly.
const MAX_WHOLE: f64 = 9_007_199_254_740_991.0;

impl Value {
    fn as_whole(&self) -> Option<i64> {
        let number = self.0.as_f64()?;
        if number.abs() <= MAX_WHOLE && number.trunc().to_bits() == number.to_bits() {
            #[expect(clippy::cast_possible_truncation, reason = "whole and in range")]
            return Some(number as i64);
        }
        None
    }

    fn as_items(&self) -> Option<Items> {
        let array: &Array = self.0.dyn_ref()?;
        Some(Items {
            array: array.clone(),
            next: 0,
        })
    }

    fn whole(&self) -> i64 {
        self.as_whole().unwrap_or_else(|| misfit())
    }

    fn items(&self) -> Items {
        self.as_items().unwrap_or_else(|| misfit())
    }

    fn entries(&self) -> Entries {
        if !self.0.is_object() || self.0.is_instance_of::<Array>() {
            misfit();
        }
        Entries {
            pairs: Object::entries(self.0.unchecked_ref()),
            next: 0,
            value: JsValue::UNDEFINED,
        }
    }

    fn text(&self) -> String {
        self.0.as_string().unwrap_or_else(|| misfit())
    }
}

macro_rules! whole_numbers {
    ($($name:ident)*) => {$(
        fn $name<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Thrown> {
            visitor.visit_i64(self.whole())
        }
    )*};
}

macro_rules! texts {
    ($($name:ident)*) => {$(
        fn $name<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Thrown> {
            visitor.visit_string(self.text())
        }
    )*};
}

macro_rules! never {
    ($($name:ident)*) => {$(
        fn $name<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Thrown> {
            misfit()
        }
    )*};
}

impl<'de> Deserializer<'de> for Value {
    type Error = Thrown;

    // Only for values whose form is told by themselves: enums without or with an inner tag.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Thrown> {
        if self.0.is_null() {
            visitor.visit_unit()
        } else if let Some(it) = self.0.as_bool() {
            visitor.visit_bool(it)
        } else if let Some(it) = self.0.as_string() {
            visitor.visit_string(it)
        } else if let Some(it) = self.as_whole() {
            visitor.visit_i64(it)
        } else if let Some(it) = self.as_items() {
            visitor.visit_seq(it)
        } else {
            visitor.visit_map(self.entries())
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Thrown> {
        visitor.visit_bool(self.0.as_bool().unwrap_or_else(|| misfit()))
    }

    whole_numbers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64
    }

    texts! { deserialize_char deserialize_str deserialize_string deserialize_identifier }

    never! { deserialize_bytes deserialize_byte_buf }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Thrown> {
        self.deserialize_f64(visitor)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Thrown> {
        visitor.visit_f64(self.0.as_f64().unwrap_or_else(|| misfit()))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Thrown> {
        if self.0.is_null() || self.0.is_undefined() {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Thrown> {
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Thrown> {
        visitor.visit_unit()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Thrown> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Thrown> {
        visitor.visit_seq(self.items())
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Thrown> {
        visitor.visit_seq(self.items())
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Thrown> {
        visitor.visit_seq(self.items())
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Thrown> {
        visitor.visit_map(self.entries())
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Thrown> {
        visitor.visit_map(self.entries())
    }

    /// `"variant"`, or `{"variant": content}`.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Thrown> {
        if let Some(name) = self.0.as_string() {
            return visitor.visit_enum(Variant {
                name,
                content: JsValue::NULL,
            });
        }
        let mut entries = self.entries();
        let name = entries.advance().unwrap_or_else(|| misfit());
        visitor.visit_enum(Variant {
            name,
            content: entries.value,
        })
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Thrown> {
        visitor.visit_unit()
    }
}

struct Items {
    array: Array,
    next: u32,
}

impl<'de> SeqAccess<'de> for Items {
    type Error = Thrown;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Thrown> {
        if self.array.length() <= self.next {
            return Ok(None);
        }
        let item = self.array.get(self.next);
        self.next += 1;
        seed.deserialize(Value(item)).map(Some)
    }
}

struct Entries {
    pairs: Array,
    next: u32,
    value: JsValue,
}

impl Entries {
    /// Goes to the next entry and gives its key.
    fn advance(&mut self) -> Option<String> {
        let entry: Array = self.pairs.get(self.next).dyn_into().ok()?;
        self.next += 1;
        self.value = entry.get(1);
        entry.get(0).as_string()
    }
}

impl<'de> MapAccess<'de> for Entries {
    type Error = Thrown;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Thrown> {
        match self.advance() {
            Some(key) => seed.deserialize(StringDeserializer::new(key)).map(Some),
            None => Ok(None),
        }
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Thrown> {
        seed.deserialize(Value(std::mem::take(&mut self.value)))
    }
}

struct Variant {
    name: String,
    content: JsValue,
}

impl<'de> EnumAccess<'de> for Variant {
    type Error = Thrown;
    type Variant = Value;

    fn variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<(T::Value, Value), Thrown> {
        let variant = seed.deserialize(StringDeserializer::new(self.name))?;
        Ok((variant, Value(self.content)))
    }
}

impl<'de> VariantAccess<'de> for Value {
    type Error = Thrown;

    fn unit_variant(self) -> Result<(), Thrown> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Thrown> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, Thrown> {
        self.deserialize_tuple(len, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Thrown> {
        visitor.visit_map(self.entries())
    }
}
