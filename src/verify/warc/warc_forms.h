/* Whether a field's value has the form that the standard gives it. */
#ifndef NC_WARC_FORMS_H
#define NC_WARC_FORMS_H

#include "verify_warc.h"

/* False: it has another form.  What is legal but odd is reported here. */
typedef bool nc_warc_form(
    struct nc_warc_record *record, struct newsconv_text value);

nc_warc_form nc_warc_form_any;
nc_warc_form nc_warc_form_type;
nc_warc_form nc_warc_form_id;
nc_warc_form nc_warc_form_uri;
nc_warc_form nc_warc_form_digits;
nc_warc_form nc_warc_form_date;
nc_warc_form nc_warc_form_media_type;
nc_warc_form nc_warc_form_digest;
nc_warc_form nc_warc_form_address;
nc_warc_form nc_warc_form_truncated;

bool nc_warc_is_token(struct newsconv_text text);
struct newsconv_text nc_warc_without_brackets(struct newsconv_text text);

#endif
