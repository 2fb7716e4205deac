// A WASI command. Its first argument says what to do; see `usage`.
#define _GNU_SOURCE
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static int usage(void) {
  fputs("usage: tool args ... | env NAME | upper | cat FILE | copy FROM TO | list DIRECTORY |\n"
        "       make DIRECTORY | remove PATH | size FILE | exit CODE | abort | clock | random\n",
        stderr);
  return 2;
}

static int fail(const char *what) {
  fprintf(stderr, "tool: %s: %s\n", what, strerror(errno));
  return 1;
}

static int copy_stream(FILE *from, FILE *to, int upper) {
  int c;
  while ((c = getc(from)) != EOF) putc(upper ? toupper(c) : c, to);
  return ferror(from) || fflush(to) != 0;
}

static int by_name(const void *a, const void *b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

static int list(const char *path) {
  DIR *directory = opendir(path);
  if (directory == NULL) return fail(path);
  char *names[256];
  size_t count = 0;
  for (struct dirent *entry; (entry = readdir(directory)) != NULL && count < 256;) {
    if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
      names[count++] = strdup(entry->d_name);
    }
  }
  closedir(directory);
  qsort(names, count, sizeof *names, by_name);
  for (size_t i = 0; i < count; i++) puts(names[i]);
  return 0;
}

static int copy(const char *from, const char *to) {
  FILE *source = fopen(from, "rb");
  if (source == NULL) return fail(from);
  FILE *target = fopen(to, "wb");
  if (target == NULL) return fail(to);
  if (copy_stream(source, target, 0) || fclose(target) != 0) return fail(to);
  fclose(source);
  return 0;
}

int main(int argc, char **argv) {
  const char *command = argc > 1 ? argv[1] : "";
  if (strcmp(command, "args") == 0) {
    for (int i = 2; i < argc; i++) puts(argv[i]);
    return 0;
  }
  if (strcmp(command, "env") == 0 && argc == 3) {
    const char *value = getenv(argv[2]);
    if (value == NULL) return 1;
    puts(value);
    return 0;
  }
  if (strcmp(command, "upper") == 0) return copy_stream(stdin, stdout, 1);
  if (strcmp(command, "cat") == 0 && argc == 3) {
    FILE *file = fopen(argv[2], "rb");
    return file == NULL ? fail(argv[2]) : copy_stream(file, stdout, 0);
  }
  if (strcmp(command, "copy") == 0 && argc == 4) return copy(argv[2], argv[3]);
  if (strcmp(command, "list") == 0 && argc == 3) return list(argv[2]);
  if (strcmp(command, "make") == 0 && argc == 3) {
    return mkdir(argv[2], 0777) == 0 ? 0 : fail(argv[2]);
  }
  if (strcmp(command, "remove") == 0 && argc == 3) {
    struct stat status;
    if (stat(argv[2], &status) != 0) return fail(argv[2]);
    int removed = S_ISDIR(status.st_mode) ? rmdir(argv[2]) : unlink(argv[2]);
    return removed == 0 ? 0 : fail(argv[2]);
  }
  if (strcmp(command, "size") == 0 && argc == 3) {
    struct stat status;
    if (stat(argv[2], &status) != 0) return fail(argv[2]);
    printf("%lld\n", (long long)status.st_size);
    return 0;
  }
  if (strcmp(command, "exit") == 0 && argc == 3) exit(atoi(argv[2]));
  if (strcmp(command, "abort") == 0) abort();
  if (strcmp(command, "clock") == 0) {
    struct timespec now;
    if (clock_gettime(CLOCK_REALTIME, &now) != 0) return fail("clock");
    printf("%lld\n", (long long)now.tv_sec);
    return 0;
  }
  if (strcmp(command, "random") == 0) {
    unsigned char bytes[16];
    if (getentropy(bytes, sizeof bytes) != 0) return fail("random");
    for (size_t i = 0; i < sizeof bytes; i++) printf("%02x", bytes[i]);
    putchar('\n');
    return 0;
  }
  return usage();
}
