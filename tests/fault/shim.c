/*
 * Preloaded into newsconv: makes the nth call of one function fail, or be the
 * last one of the process.
 *
 *	FAULT_CALL=write FAULT_NTH=3 FAULT_ERRNO=28 FAULT_MARK=hit
 *	LD_PRELOAD=shim.so newsconv ...
 *
 * FAULT_CALL is read, write, fsync, rename, link, unlink, mkdir, ftruncate,
 * open, thread (one that is to be started), malloc or library-malloc: an
 * allocation that the program asks for itself, or one of the libraries under it.
 * Relatives count as one: pwrite is write, pread read, fdatasync and syncfs are
 * fsync, rmdir and remove are unlink, calls that take a directory are those that
 * do not.  "change" is any of those from write to ftruncate, in the order in
 * which they come.  FAULT_ERRNO 0 makes a read or write a short one of one byte;
 * "kill" ends the process by SIGKILL in place of the call, a write after half of
 * its bytes.  FAULT_CALL time: SIGKILL after FAULT_NTH microseconds.
 *
 * Calls are counted from the start of main(), so that the loader's own are left
 * alone.  When the nth call is reached, the file FAULT_MARK is made; a run
 * without it was one call too far, and the loop over n is done.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *memory, size_t size);
int __libc_start_main(int (*program)(int, char **, char **), int argc,
    char **argv, void (*init)(void), void (*fini)(void),
    void (*rtld_fini)(void), void *stack_end);

static const char *call;
static const char *mark;
static int code;
static int deadly;
static atomic_long left;
static int (*true_main)(int, char **, char **);
static uintptr_t program_start, program_end;

static int
is_change(const char *name)
{
	static const char *const changes[] = {
	    "write", "fsync", "rename", "link", "unlink", "mkdir", "ftruncate"};
	size_t i;

	for (i = 0; i < sizeof(changes) / sizeof(*changes); i++)
		if (strcmp(name, changes[i]) == 0)
			return 1;
	return 0;
}

static void
leave_mark(void)
{
	int file = (int)syscall(
	    SYS_openat, AT_FDCWD, mark, O_WRONLY | O_CREAT | O_CLOEXEC, 0666);

	syscall(SYS_close, file);
}

static void
die(void)
{
	syscall(SYS_kill, getpid(), SIGKILL);
	for (;;)
		pause();
}

/* Whether it is this call's turn. */
static int
is_hit(const char *name)
{
	if (call == NULL ||
	    (strcmp(call, name) != 0 &&
		!(strcmp(call, "change") == 0 && is_change(name))) ||
	    atomic_fetch_sub(&left, 1) != 1)
		return 0;
	leave_mark();
	return 1;
}

static int
fails(const char *name)
{
	if (!is_hit(name))
		return 0;
	if (deadly)
		die();
	errno = code;
	return 1;
}

/* Where the program itself lies: the loader names it first. */
static int
find_program(struct dl_phdr_info *info, size_t size, void *context)
{
	int i;

	(void)size;
	(void)context;
	program_start = UINTPTR_MAX;
	for (i = 0; i < info->dlpi_phnum; i++) {
		const ElfW(Phdr) *segment = &info->dlpi_phdr[i];
		uintptr_t start = info->dlpi_addr + segment->p_vaddr;

		if (segment->p_type != PT_LOAD)
			continue;
		if (start < program_start)
			program_start = start;
		if (start + segment->p_memsz > program_end)
			program_end = start + segment->p_memsz;
	}
	return 1;
}

/* Whether an allocation for `caller` is the one to fail. */
static int
allocation_fails(const void *caller)
{
	uintptr_t address = (uintptr_t)caller;

	return fails(address >= program_start && address < program_end
		? "malloc"
		: "library-malloc");
}

/* By the clock, wherever the process is then. */
static void
kill_after(long microseconds)
{
	struct sigevent event;
	struct itimerspec when;
	timer_t timer;

	memset(&event, 0, sizeof(event));
	memset(&when, 0, sizeof(when));
	event.sigev_notify = SIGEV_SIGNAL;
	event.sigev_signo = SIGKILL;
	when.it_value.tv_sec = microseconds / 1000000;
	when.it_value.tv_nsec = microseconds % 1000000 * 1000 + 1;
	if (timer_create(CLOCK_MONOTONIC, &event, &timer) == 0)
		timer_settime(timer, 0, &when, NULL);
}

static int
armed_main(int argc, char **argv, char **environment)
{
	const char *nth = getenv("FAULT_NTH");
	const char *number = getenv("FAULT_ERRNO");

	mark = getenv("FAULT_MARK");
	deadly = number != NULL && strcmp(number, "kill") == 0;
	code = number == NULL ? 0 : atoi(number);
	atomic_store(&left, nth == NULL ? 0 : atol(nth));
	dl_iterate_phdr(find_program, NULL);
	if (mark != NULL)
		call = getenv("FAULT_CALL");
	if (call != NULL && strcmp(call, "time") == 0)
		kill_after(atomic_load(&left));
	return true_main(argc, argv, environment);
}

int
__libc_start_main(int (*program)(int, char **, char **), int argc, char **argv,
    void (*init)(void), void (*fini)(void), void (*rtld_fini)(void),
    void *stack_end)
{
	int (*start)(int (*)(int, char **, char **), int, char **,
	    void (*)(void), void (*)(void), void (*)(void), void *);
	void *symbol = dlsym(RTLD_NEXT, "__libc_start_main");

	true_main = program;
	memcpy(&start, &symbol, sizeof(start));
	return start(armed_main, argc, argv, init, fini, rtld_fini, stack_end);
}

void *
malloc(size_t size)
{
	return allocation_fails(__builtin_return_address(0))
	    ? NULL
	    : __libc_malloc(size);
}

void *
calloc(size_t count, size_t size)
{
	return allocation_fails(__builtin_return_address(0))
	    ? NULL
	    : __libc_calloc(count, size);
}

void *
realloc(void *memory, size_t size)
{
	return allocation_fails(__builtin_return_address(0))
	    ? NULL
	    : __libc_realloc(memory, size);
}

int
pthread_create(pthread_t *thread, const pthread_attr_t *attributes,
    void *(*start)(void *), void *argument)
{
	int (*create)(
	    pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
	void *symbol = dlsym(RTLD_NEXT, "pthread_create");

	if (fails("thread"))
		return code;
	memcpy(&create, &symbol, sizeof(create));
	return create(thread, attributes, start, argument);
}

enum fate { GOES_ON, FAILS, DIES };

/* *size is what is to be written all the same. */
static enum fate
fate_of_write(size_t *size)
{
	if (!is_hit("write"))
		return GOES_ON;
	errno = code;
	if (deadly)
		*size /= 2;
	else if (code == 0)
		*size = *size > 1 ? 1 : *size;
	return deadly ? DIES : code != 0 ? FAILS : GOES_ON;
}

ssize_t
write(int descriptor, const void *data, size_t size)
{
	enum fate fate = GOES_ON;
	ssize_t result;

	/* Standard error is how a failure is told. */
	if (descriptor != STDERR_FILENO)
		fate = fate_of_write(&size);
	if (fate == FAILS)
		return -1;
	result = syscall(SYS_write, descriptor, data, size);
	if (fate == DIES)
		die();
	return result;
}

ssize_t
pwrite64(int descriptor, const void *data, size_t size, off64_t offset)
{
	enum fate fate = fate_of_write(&size);
	ssize_t result;

	if (fate == FAILS)
		return -1;
	result = syscall(SYS_pwrite64, descriptor, data, size, offset);
	if (fate == DIES)
		die();
	return result;
}

ssize_t
pwrite(int descriptor, const void *data, size_t size, off_t offset)
{
	return pwrite64(descriptor, data, size, offset);
}

ssize_t
read(int descriptor, void *data, size_t size)
{
	if (fails("read")) {
		if (code != 0)
			return -1;
		size = size > 1 ? 1 : size;
	}
	return syscall(SYS_read, descriptor, data, size);
}

ssize_t
pread64(int descriptor, void *data, size_t size, off64_t offset)
{
	if (fails("read")) {
		if (code != 0)
			return -1;
		size = size > 1 ? 1 : size;
	}
	return syscall(SYS_pread64, descriptor, data, size, offset);
}

ssize_t
pread(int descriptor, void *data, size_t size, off_t offset)
{
	return pread64(descriptor, data, size, offset);
}

int
fsync(int descriptor)
{
	return fails("fsync") ? -1 : (int)syscall(SYS_fsync, descriptor);
}

int
fdatasync(int descriptor)
{
	return fails("fsync") ? -1 : (int)syscall(SYS_fdatasync, descriptor);
}

int
syncfs(int descriptor)
{
	return fails("fsync") ? -1 : (int)syscall(SYS_syncfs, descriptor);
}

int
ftruncate64(int descriptor, off64_t size)
{
	return fails("ftruncate")
	    ? -1
	    : (int)syscall(SYS_ftruncate, descriptor, size);
}

int
ftruncate(int descriptor, off_t size)
{
	return ftruncate64(descriptor, size);
}

int
unlinkat(int directory, const char *path, int flags)
{
	return fails("unlink")
	    ? -1
	    : (int)syscall(SYS_unlinkat, directory, path, flags);
}

int
unlink(const char *path)
{
	return unlinkat(AT_FDCWD, path, 0);
}

int
rmdir(const char *path)
{
	return unlinkat(AT_FDCWD, path, AT_REMOVEDIR);
}

int
remove(const char *path)
{
	if (fails("unlink"))
		return -1;
	if (syscall(SYS_unlinkat, AT_FDCWD, path, 0) == 0)
		return 0;
	return errno == EISDIR || errno == EPERM
	    ? (int)syscall(SYS_unlinkat, AT_FDCWD, path, AT_REMOVEDIR)
	    : -1;
}

int
mkdirat(int directory, const char *path, mode_t mode)
{
	return fails("mkdir")
	    ? -1
	    : (int)syscall(SYS_mkdirat, directory, path, mode);
}

int
mkdir(const char *path, mode_t mode)
{
	return mkdirat(AT_FDCWD, path, mode);
}

int
renameat2(
    int from, const char *old, int to, const char *new, unsigned int flags)
{
	return fails("rename")
	    ? -1
	    : (int)syscall(SYS_renameat2, from, old, to, new, flags);
}

int
renameat(int from, const char *old, int to, const char *new)
{
	return renameat2(from, old, to, new, 0);
}

int
rename(const char *old, const char *new)
{
	return renameat(AT_FDCWD, old, AT_FDCWD, new);
}

int
linkat(int from, const char *old, int to, const char *new, int flags)
{
	return fails("link")
	    ? -1
	    : (int)syscall(SYS_linkat, from, old, to, new, flags);
}

static int
open_at(int directory, const char *path, int flags, va_list arguments)
{
	int mode = 0;

	if ((flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE)
		mode = va_arg(arguments, int);
	if (fails("open"))
		return -1;
	return (int)syscall(SYS_openat, directory, path, flags, mode);
}

int
openat(int directory, const char *path, int flags, ...)
{
	va_list arguments;
	int result;

	va_start(arguments, flags);
	result = open_at(directory, path, flags, arguments);
	va_end(arguments);
	return result;
}

int
openat64(int directory, const char *path, int flags, ...)
{
	va_list arguments;
	int result;

	va_start(arguments, flags);
	result = open_at(directory, path, flags, arguments);
	va_end(arguments);
	return result;
}

int
open(const char *path, int flags, ...)
{
	va_list arguments;
	int result;

	va_start(arguments, flags);
	result = open_at(AT_FDCWD, path, flags, arguments);
	va_end(arguments);
	return result;
}

int
open64(const char *path, int flags, ...)
{
	va_list arguments;
	int result;

	va_start(arguments, flags);
	result = open_at(AT_FDCWD, path, flags, arguments);
	va_end(arguments);
	return result;
}
