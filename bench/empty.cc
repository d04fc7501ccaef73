// What a process costs before it has done anything: the floor under the other two times of `./dev bench`.
int main() { return 0; }
