//! Every template can be read, and every page is sound HTML of our own conventions.

#[test]
fn every_template_can_be_read() {
    web::render::check().unwrap();
}
