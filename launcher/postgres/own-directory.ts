/**
 * The working directory, named so that nobody has to walk to it: a process may use the directory it was started in even
 * when its user cannot enter the folders above, as in a clone under a home of mode 0700.
 */
export const OWN_DIRECTORY = "/proc/self/cwd"
