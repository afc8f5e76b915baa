-- Version 4 of the store: documents of entries may be deflated (zlib, RFC 1950). They are chained as they were before that,
-- and what earlier versions wrote stays as it is. An earlier program could not read the new ones.
ALTER TABLE entry ALTER COLUMN document SET STORAGE EXTERNAL;
