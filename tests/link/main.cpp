// Linked with one layer's whole archive and the layers below it: an undefined symbol means that the layer uses one
// above.
int main() { return 0; }
