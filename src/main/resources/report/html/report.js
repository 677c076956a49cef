'use strict';
// Helps to read the page in a browser. The page is whole without it: whatever is here only finds, opens and copies.
(() => {
  const form = document.getElementById('filter');
  const told = form.querySelector('output');
  const stages = [...document.querySelectorAll('details.stage[data-stage]')];
  const wasOpen = new Map();
  let checks;

  /** All checks as what they are searched by, read once: the page does not change. */
  function read() {
    checks ??= stages.flatMap(stage => [...stage.querySelectorAll('li.check')].map(row => {
      const leads = row.id ? null : row.querySelector('.id a');
      const card = leads && document.getElementById(anchor(leads.hash));
      const words = card ? [row, card.querySelector('.noticed'), card.querySelector('.why')] : [row.querySelector('.row')];
      return {
        stage, part: row.parentElement, row, card,
        ...row.dataset,
        tags: (row.dataset.tag ?? '').split(' '),
        text: words.map(element => element?.textContent ?? '').join(' ').toLowerCase(),
      };
    }));
    return checks;
  }

  function anchor(hash) {
    try {
      return decodeURIComponent(hash.slice(1));
    } catch {
      return '';
    }
  }

  /** What is asked for, by name; nothing for what is left open. */
  function asked() {
    return new Map([...new FormData(form)].filter(([, value]) => value.trim() !== ''));
  }

  function matches(check, wanted, words) {
    for (const [name, value] of wanted) {
      if (name === 'q') {
        if (!words.every(word => check.text.includes(word))) {
          return false;
        }
      } else if (name === 'tag' ? !check.tags.includes(value)
          : (name === 'stage' ? check.stage.dataset.stage : check[name]) !== value) {
        return false;
      }
    }
    return true;
  }

  function show(element, shown) {
    if (element.hidden === shown) {
      element.hidden = !shown;
    }
  }

  /** Shows what is asked for and nothing else, and says how much that is. */
  function filter() {
    const wanted = asked();
    const words = (wanted.get('q') ?? '').toLowerCase().split(/\s+/).filter(Boolean);
    const filled = new Set();
    const rows = new Map();
    let count = 0;
    for (const check of read()) {
      const shown = matches(check, wanted, words);
      show(check.row, shown);
      if (check.card) {
        show(check.card, shown);
      }
      if (shown) {
        count++;
        filled.add(check.stage);
        rows.set(check.part, (rows.get(check.part) ?? 0) + 1);
        if (check.card) {
          filled.add(check.card.parentElement).add(check.card.closest('.found'));
        }
      }
    }
    const filtering = wanted.size > 0;
    for (const part of document.querySelectorAll('.stage > ul')) {
      show(part, rows.has(part));
      // What is out of sight is not laid out: without a word of ours it would be thought as high as when it was seen last.
      part.style.containIntrinsicHeight = `${40 * (rows.get(part) ?? 0)}px`;
    }
    for (const stage of stages) {
      show(stage, filled.has(stage) || !filtering);
      if (filtering) {
        if (!wasOpen.has(stage)) {
          wasOpen.set(stage, stage.open);
        }
        stage.open = true;
      } else if (wasOpen.has(stage)) {
        stage.open = wasOpen.get(stage);
      }
    }
    if (!filtering) {
      wasOpen.clear();
    }
    for (const group of document.querySelectorAll('.group, .found:has(.group)')) {
      show(group, filled.has(group) || !filtering);
    }
    document.body.classList.toggle('filtering', filtering);
    const all = checks.length.toLocaleString('en');
    told.textContent = filtering ? `${count.toLocaleString('en')} of ${all} checks` : `${all} checks`;
  }

  /** The address of what is shown, so that it can be sent to somebody. */
  function remember() {
    const wanted = new URLSearchParams([...asked()]);
    history.replaceState(null, '', wanted.size > 0 ? '#' + wanted : location.pathname + location.search);
  }

  function choose(wanted) {
    for (const field of form.elements) {
      if (field.name) {
        field.value = wanted.get(field.name) ?? '';
        if (field.selectedIndex === -1) {
          field.selectedIndex = 0; // What an older page was asked for and this one has not: any.
        }
      }
    }
    filter();
  }

  /** Opens all that is closed around what the address names, and goes there. */
  function goTo(target) {
    const stays = target.closest('.stays') || target.querySelector('.stays');
    if (target.closest('[hidden]') || document.body.classList.contains('filtering') && !stays) {
      choose(new Map());
    }
    for (let around = target; around; around = around.parentElement) {
      if (around instanceof HTMLDetailsElement) {
        around.open = true;
      }
    }
    const own = target.matches('li.check') ? target.querySelector('details') : null;
    if (own) {
      own.open = true;
    }
    if (target.contains(document.activeElement)) {
      return; // Whoever is there already, or has gone on within it, is not called back.
    }
    const focused = own?.querySelector('summary') ?? target;
    if (focused === target && target.tabIndex < 0) {
      target.tabIndex = -1;
    }
    focused.focus({ preventScroll: true });
    target.scrollIntoView();
  }

  /** The address says either what is shown or where to go. */
  function follow() {
    const hash = location.hash;
    if (hash.includes('=')) {
      choose(new URLSearchParams(hash.slice(1)));
    } else if (hash.length > 1) {
      const target = document.getElementById(anchor(hash));
      if (target) {
        goTo(target);
      }
    }
  }

  async function copy(text, fallback) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      if (fallback) {
        getSelection().selectAllChildren(fallback);
      }
      return false;
    }
  }

  function copyButtons() {
    for (const command of document.querySelectorAll('pre.command')) {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'copy';
      button.textContent = 'Copy';
      button.addEventListener('click', async () => {
        const done = await copy(command.textContent, command);
        button.textContent = done ? 'Copied' : 'Press Ctrl+C';
        setTimeout(() => { button.textContent = 'Copy'; }, 2000);
      });
      command.before(button);
    }
  }

  form.hidden = false;
  form.addEventListener('submit', event => event.preventDefault());
  form.addEventListener('input', () => { filter(); remember(); });
  form.addEventListener('reset', event => {
    event.preventDefault();
    choose(new Map());
    remember();
    form.elements.q.focus();
  });
  document.addEventListener('click', event => {
    const number = event.target.closest('a.number');
    if (number) {
      event.preventDefault();
      const again = asked().get('outcome') === number.dataset.outcome;
      choose(new Map(again ? [] : [['outcome', number.dataset.outcome]]));
      remember();
    }
    const link = event.target.closest('a.link');
    if (link) {
      copy(link.href);
    }
  });
  document.addEventListener('keydown', event => {
    const typing = event.target.closest('input, select, textarea');
    if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      form.elements.q.focus();
    } else if (event.key === 'Escape' && typing?.form === form) {
      form.reset();
    }
  });
  addEventListener('hashchange', follow);
  copyButtons();
  told.textContent = `${document.querySelectorAll('li.check').length.toLocaleString('en')} checks`;
  follow();
  (globalThis.requestIdleCallback ?? setTimeout)(read);
})();
