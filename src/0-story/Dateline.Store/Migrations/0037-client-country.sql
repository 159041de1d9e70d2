-- The country a client publishes in, in two capital letters: usage terms may name countries. Null: not stated
alter table client add column country {text};
