-- The door: from here on no file is read or written, nothing is attached or downloaded, and no
-- setting changed back.
-- What does not fit into memory fails, instead of going to a file of its own.
SET temp_directory = '';
-- Nothing is even looked for.
SET autoinstall_known_extensions = false;
SET autoload_known_extensions = false;
SET enable_external_access = false;
SET lock_configuration = true;
