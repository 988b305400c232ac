"""Who works here: the accounts that a visitor may use, and the staff who are on duty in the story."""

PASSWORD = "望澜-lianfang"
