fn main() {
    web::desk::start();
}
