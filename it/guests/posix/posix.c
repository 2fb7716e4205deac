// A WASI command that tries what C programs expect of files, time and streams, in the folder that
// is `/`, and says what went wrong.
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

static int failures;

#define CHECK(condition)                                                      \
  do {                                                                        \
    if (!(condition)) {                                                       \
      printf("line %d: %s (errno %s)\n", __LINE__, #condition, strerror(errno)); \
      failures++;                                                             \
    }                                                                         \
  } while (0)

#define CHECK_ERROR(call, code)                                               \
  do {                                                                        \
    errno = 0;                                                                \
    long result = (long)(call);                                               \
    if (result != -1 || errno != (code)) {                                    \
      printf("line %d: %s: %ld, errno %s\n", __LINE__, #call, result, strerror(errno)); \
      failures++;                                                             \
    }                                                                         \
  } while (0)

static void create(const char *path, const char *text) {
  int fd = open(path, O_CREAT | O_TRUNC | O_WRONLY, 0666);
  CHECK(fd >= 0);
  CHECK(write(fd, text, strlen(text)) == (ssize_t)strlen(text));
  CHECK(close(fd) == 0);
}

static int contains(const char *path, const char *text) {
  char buffer[256];
  int fd = open(path, O_RDONLY);
  if (fd < 0) return 0;
  ssize_t size = read(fd, buffer, sizeof buffer);
  close(fd);
  return size == (ssize_t)strlen(text) && memcmp(buffer, text, size) == 0;
}

static void positions(void) {
  char buffer[16];
  int fd = open("positions", O_CREAT | O_RDWR | O_EXCL, 0666);
  CHECK(fd >= 0);
  CHECK_ERROR(open("positions", O_CREAT | O_RDWR | O_EXCL, 0666), EEXIST);
  CHECK(write(fd, "0123456789", 10) == 10);
  CHECK(lseek(fd, 0, SEEK_CUR) == 10);
  CHECK(lseek(fd, -3, SEEK_END) == 7);
  CHECK(read(fd, buffer, sizeof buffer) == 3 && memcmp(buffer, "789", 3) == 0);
  CHECK(read(fd, buffer, sizeof buffer) == 0);
  CHECK(pread(fd, buffer, 4, 2) == 4 && memcmp(buffer, "2345", 4) == 0);
  CHECK(pwrite(fd, "ab", 2, 4) == 2);
  CHECK(lseek(fd, 0, SEEK_CUR) == 10);
  CHECK_ERROR(lseek(fd, -1, SEEK_SET), EINVAL);
  CHECK(lseek(fd, 4, SEEK_SET) == 4);
  CHECK(read(fd, buffer, 3) == 3 && memcmp(buffer, "ab6", 3) == 0);
  CHECK(write(fd, "XY", 2) == 2);
  CHECK(ftruncate(fd, 12) == 0);
  CHECK(pread(fd, buffer, sizeof buffer, 6) == 6 && memcmp(buffer, "6XY9\0\0", 6) == 0);
  CHECK(ftruncate(fd, 3) == 0);
  CHECK(fsync(fd) == 0);
  CHECK(fdatasync(fd) == 0);
  CHECK(close(fd) == 0);
  CHECK_ERROR(close(fd), EBADF);
  CHECK(contains("positions", "012"));
}

static void vectors(void) {
  char a[3], b[10];
  struct iovec parts[] = {{"one ", 4}, {"", 0}, {"two", 3}};
  int fd = open("vectors", O_CREAT | O_RDWR, 0666);
  // A host, or an adapter, may stop after any part.
  ssize_t written = writev(fd, parts, 3);
  CHECK(written == 4 || written == 7);
  CHECK(lseek(fd, 0, SEEK_SET) == 0);
  struct iovec targets[] = {{a, sizeof a}, {b, sizeof b}};
  ssize_t size = readv(fd, targets, 2);
  CHECK(size >= 3 && memcmp(a, "one", 3) == 0);
  CHECK(close(fd) == 0);
}

static void appending(void) {
  create("log", "one");
  int fd = open("log", O_WRONLY | O_APPEND);
  CHECK(fd >= 0);
  CHECK(write(fd, " two", 4) == 4);
  int other = open("log", O_WRONLY | O_APPEND);
  CHECK(write(other, " three", 6) == 6);
  CHECK(write(fd, " four", 5) == 5);
  CHECK(close(fd) == 0 && close(other) == 0);
  CHECK(contains("log", "one two three four"));
}

static void modes(void) {
  char buffer[1];
  create("mode", "x");
  int fd = open("mode", O_RDONLY);
  CHECK_ERROR(write(fd, "y", 1), EBADF);
  CHECK(close(fd) == 0);
  fd = open("mode", O_WRONLY);
  CHECK_ERROR(read(fd, buffer, 1), EBADF);
  CHECK(close(fd) == 0);
  CHECK_ERROR(open("missing", O_RDONLY), ENOENT);
  CHECK_ERROR(open("mode/x", O_RDONLY), ENOTDIR);
  CHECK_ERROR(open("mode", O_RDONLY | O_DIRECTORY), ENOTDIR);
  CHECK_ERROR(open(".", O_WRONLY), EISDIR);
}

static void status(void) {
  struct stat a, b;
  create("status", "12345");
  CHECK(stat("status", &a) == 0);
  CHECK(S_ISREG(a.st_mode));
  CHECK(a.st_size == 5);
  CHECK(a.st_nlink == 1);
  int fd = open("status", O_RDWR);
  CHECK(fstat(fd, &b) == 0);
  CHECK(b.st_size == 5 && S_ISREG(b.st_mode));
  struct timespec times[2] = {{1000, 0}, {2000, 0}};
  CHECK(futimens(fd, times) == 0);
  CHECK(stat("status", &a) == 0);
  CHECK(a.st_atim.tv_sec == 1000 && a.st_mtim.tv_sec == 2000);
  times[0].tv_nsec = UTIME_OMIT;
  times[1].tv_sec = 3000;
  CHECK(utimensat(AT_FDCWD, "status", times, 0) == 0);
  CHECK(fstat(fd, &b) == 0);
  CHECK(b.st_atim.tv_sec == 1000 && b.st_mtim.tv_sec == 3000);
  CHECK(close(fd) == 0);
  CHECK(stat(".", &a) == 0 && S_ISDIR(a.st_mode));
  CHECK_ERROR(stat("missing", &a), ENOENT);
  CHECK(access("status", R_OK | W_OK) == 0);
  CHECK_ERROR(access("missing", F_OK), ENOENT);
}

static void names(void) {
  struct stat a, b;
  char target[32];
  create("old", "text");
  CHECK(rename("old", "new") == 0);
  CHECK_ERROR(stat("old", &a), ENOENT);
  create("replaced", "other");
  CHECK(rename("new", "replaced") == 0);
  CHECK(contains("replaced", "text"));
  CHECK(link("replaced", "second") == 0);
  CHECK(stat("replaced", &a) == 0 && stat("second", &b) == 0);
  CHECK(contains("second", "text"));
  CHECK_ERROR(link("replaced", "second"), EEXIST);
  CHECK(symlink("replaced", "link") == 0);
  CHECK(readlink("link", target, sizeof target) == 8 && memcmp(target, "replaced", 8) == 0);
  CHECK(lstat("link", &a) == 0 && S_ISLNK(a.st_mode));
  CHECK(stat("link", &a) == 0 && S_ISREG(a.st_mode));
  CHECK(contains("link", "text"));
  CHECK_ERROR(open("link", O_RDONLY | O_NOFOLLOW), ELOOP);
  CHECK(symlink("circle", "circle") == 0);
  CHECK_ERROR(open("circle", O_RDONLY), ELOOP);
  CHECK(unlink("link") == 0 && unlink("second") == 0);
  CHECK(contains("replaced", "text"));
  CHECK_ERROR(unlink("link"), ENOENT);
}

static void folders(void) {
  CHECK(mkdir("folder", 0777) == 0);
  CHECK_ERROR(mkdir("folder", 0777), EEXIST);
  create("folder/a", "1");
  create("folder/b", "2");
  CHECK(mkdir("folder/c", 0777) == 0);
  CHECK_ERROR(rmdir("folder"), ENOTEMPTY);
  CHECK_ERROR(unlink("folder"), EISDIR);
  CHECK_ERROR(rmdir("folder/a"), ENOTDIR);
  int fd = open("folder", O_RDONLY | O_DIRECTORY);
  CHECK(fd >= 0);
  int file = openat(fd, "a", O_RDONLY);
  CHECK(file >= 0);
  CHECK(close(file) == 0);
  struct stat a;
  CHECK(fstatat(fd, "c", &a, 0) == 0 && S_ISDIR(a.st_mode));
  CHECK(unlinkat(fd, "b", 0) == 0);
  CHECK(openat(fd, "../positions", O_RDONLY) == -1);
  CHECK(mkdirat(fd, "d", 0777) == 0);
  CHECK(renameat(fd, "d", fd, "e") == 0);
  DIR *directory = fdopendir(fd);
  CHECK(directory != NULL);
  char found[8] = {0};
  for (int turn = 0; turn < 2; turn++) {
    int count = 0;
    for (struct dirent *entry; (entry = readdir(directory)) != NULL;) {
      if (entry->d_name[0] != '.') {
        found[count++] = entry->d_name[0];
        CHECK((entry->d_type == DT_DIR) == (entry->d_name[0] != 'a'));
      }
    }
    CHECK(count == 3 && strchr(found, 'a') && strchr(found, 'c') && strchr(found, 'e'));
    rewinddir(directory);
  }
  CHECK(closedir(directory) == 0);
  CHECK(rename("folder", "moved") == 0);
  CHECK(contains("moved/a", "1"));
  CHECK(unlink("moved/a") == 0 && rmdir("moved/c") == 0 && rmdir("moved/e") == 0);
  CHECK(rmdir("moved") == 0);
}

static void manyNames(void) {
  char name[64];
  CHECK(mkdir("many", 0777) == 0);
  for (int i = 0; i < 500; i++) {
    snprintf(name, sizeof name, "many/some-name-that-is-not-short-%d", i);
    create(name, "");
  }
  DIR *directory = opendir("many");
  int count = 0;
  while (readdir(directory) != NULL) count++;
  CHECK(closedir(directory) == 0);
  CHECK(count == 500 || count == 502);
}

static void outside(void) {
  struct stat a;
  CHECK(open("../outside", O_RDONLY) == -1);
  CHECK(stat("/../outside", &a) == -1);
  CHECK(symlink("../outside", "out") == 0);
  CHECK(open("out", O_RDONLY) == -1);
  CHECK(open("out", O_CREAT | O_WRONLY, 0666) == -1);
  CHECK(stat("out", &a) == -1);
  CHECK(link("../outside", "in") == -1);
  CHECK(rename("../outside", "in") == -1);
  CHECK(mkdir("../made", 0777) == -1);
}

static void stdio(void) {
  char line[64];
  FILE *file = fopen("stdio", "w+");
  CHECK(file != NULL);
  for (int i = 0; i < 1000; i++) fprintf(file, "line %d\n", i);
  CHECK(fseek(file, 0, SEEK_SET) == 0);
  int count = 0;
  while (fgets(line, sizeof line, file) != NULL) count++;
  CHECK(count == 1000);
  CHECK(ftell(file) == 8890);
  CHECK(fclose(file) == 0);
  file = fopen("stdio", "a");
  CHECK(fputs("end\n", file) >= 0);
  CHECK(fclose(file) == 0);
  struct stat a;
  CHECK(stat("stdio", &a) == 0 && a.st_size == 8894);
}

static long long now(void) {
  struct timespec time;
  CHECK(clock_gettime(CLOCK_MONOTONIC, &time) == 0);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static void timing(void) {
  long long start = now();
  struct timespec pause = {0, 5000000};
  CHECK(nanosleep(&pause, NULL) == 0);
  CHECK(now() - start >= 5000000);
  struct timespec resolution;
  CHECK(clock_getres(CLOCK_REALTIME, &resolution) == 0);
  CHECK(time(NULL) > 1600000000);
}

static void waiting(void) {
  char buffer[16];
  struct pollfd input = {.fd = 0, .events = POLLIN};
  CHECK(poll(&input, 1, 10000) == 1);
  CHECK((input.revents & POLLIN) != 0);
  CHECK(read(0, buffer, sizeof buffer) == 5);
  CHECK(read(0, buffer, sizeof buffer) == 0);
  CHECK(!isatty(0) && !isatty(1));
}

int main(void) {
  positions();
  vectors();
  appending();
  modes();
  status();
  names();
  folders();
  manyNames();
  outside();
  stdio();
  timing();
  waiting();
  puts(failures == 0 ? "all is well" : "something is wrong");
  return failures != 0;
}
