-- The door: from here on no file is read or written, nothing is attached or downloaded, and no
-- setting changed back.
SET enable_external_access = false;
SET lock_configuration = true;
