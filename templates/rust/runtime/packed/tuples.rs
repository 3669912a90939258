use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{As, Form};

macro_rules! tuples {
    ($($($value:ident $form:ident $position:tt),+;)*) => {
        $(impl<$($value, $form: Form<$value>),+> Form<($($value,)+)> for ($($form,)+) {
            fn write<S: Serializer>(values: &($($value,)+), serializer: S) -> Result<S::Ok, S::Error> {
                ($(As::<_, $form>::of(&values.$position),)+).serialize(serializer)
            }

            fn read<'de, De: Deserializer<'de>>(deserializer: De) -> Result<($($value,)+), De::Error> {
                let values = <($(As<$value, $form>,)+)>::deserialize(deserializer)?;
                Ok(($(values.$position.value(),)+))
            }
        })*
    };
}

tuples! {
    A Fa 0;
    A Fa 0, B Fb 1;
    A Fa 0, B Fb 1, C Fc 2;
    A Fa 0, B Fb 1, C Fc 2, D Fd 3;
    A Fa 0, B Fb 1, C Fc 2, D Fd 3, E Fe 4;
    A Fa 0, B Fb 1, C Fc 2, D Fd 3, E Fe 4, F Ff 5;
    A Fa 0, B Fb 1, C Fc 2, D Fd 3, E Fe 4, F Ff 5, G Fg 6;
    A Fa 0, B Fb 1, C Fc 2, D Fd 3, E Fe 4, F Ff 5, G Fg 6, H Fh 7;
    A Fa 0, B Fb 1, C Fc 2, D Fd 3, E Fe 4, F Ff 5, G Fg 6, H Fh 7, I Fi 8;
    A Fa 0, B Fb 1, C Fc 2, D Fd 3, E Fe 4, F Ff 5, G Fg 6, H Fh 7, I Fi 8, J Fj 9;
    A Fa 0, B Fb 1, C Fc 2, D Fd 3, E Fe 4, F Ff 5, G Fg 6, H Fh 7, I Fi 8, J Fj 9, K Fk 10;
    A Fa 0, B Fb 1, C Fc 2, D Fd 3, E Fe 4, F Ff 5, G Fg 6, H Fh 7, I Fi 8, J Fj 9, K Fk 10, L Fl 11;
}
