/** A vitest reporter whose last line is `N passed, N failed`, for programs that read the log. */
export default class ClosingLine {
  onTestRunEnd(modules, unhandledErrors) {
    let passed = 0;
    // An error outside of all tests fails the run, so it counts as a failure.
    let failed = unhandledErrors.length;
    for (const module of modules) {
      const states = [...module.children.allTests()].map((test) => test.result().state);
      passed += states.filter((state) => state === 'passed').length;
      const failures = states.filter((state) => state === 'failed').length;
      // A file that cannot be loaded has no tests to fail.
      failed += failures === 0 && module.state() === 'failed' ? 1 : failures;
    }
    process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
  }
}
