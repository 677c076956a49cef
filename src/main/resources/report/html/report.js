'use strict';
// Helps to read the page in a browser. The page is whole without it: whatever is here only finds, opens and copies.
(() => {
  /** Opens all that is closed around what the address names, and goes there. */
  function follow() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) {
      return;
    }
    for (let around = target; around; around = around.parentElement) {
      if (around instanceof HTMLDetailsElement) {
        around.open = true;
      }
    }
    target.scrollIntoView();
  }

  addEventListener('hashchange', follow);
  follow();
})();
