-- How many pixels the longer side of a photo that goes as a file has at most; null: as it is
alter table destination add column photo_side bigint;
