'use strict';
// Makes charts wider that gain from it: by buttons, by + − 0, and to be dragged. Without it they can be scrolled.
(() => {
  const STEP = 2;
  const MOST = 16;

  for (const plot of document.querySelectorAll('.zooms .plot')) {
    const picture = plot.querySelector('svg');
    const title = document.getElementById(plot.getAttribute('aria-labelledby')).textContent;
    let factor = 1;

    /** Draws it so many times as wide as its place, with what is in the middle left there. */
    const zoom = (wanted) => {
      const middle = (plot.scrollLeft + plot.clientWidth / 2) / picture.clientWidth;
      factor = Math.min(MOST, Math.max(1, wanted));
      picture.setAttribute('width', `${100 * factor}%`);
      picture.classList.toggle('close', factor >= 4);
      plot.scrollLeft = middle * picture.clientWidth - plot.clientWidth / 2;
      // Not disabled: whoever is on a button stays there when it has nothing more to do.
      buttons.querySelector('[value="out"]').setAttribute('aria-disabled', factor === 1);
      buttons.querySelector('[value="in"]').setAttribute('aria-disabled', factor === MOST);
      told.textContent = `${factor}×`;
    };
    const ways = { in: () => zoom(factor * STEP), out: () => zoom(factor / STEP), fit: () => zoom(1) };

    const buttons = document.createElement('div');
    buttons.className = 'zoom';
    buttons.setAttribute('role', 'group');
    buttons.setAttribute('aria-label', `Zoom: ${title}`);
    for (const [value, text, label] of [['in', '+', 'Closer'], ['out', '−', 'Farther'], ['fit', 'Fit', 'Fit all of it']]) {
      const button = document.createElement('button');
      button.type = 'button';
      button.value = value;
      button.textContent = text;
      button.title = label;
      button.setAttribute('aria-label', label);
      button.addEventListener('click', ways[value]);
      buttons.append(button);
    }
    const told = document.createElement('output');
    buttons.append(told);
    plot.before(buttons);
    zoom(1);

    plot.addEventListener('keydown', (event) => {
      const way = { '+': 'in', '=': 'in', '-': 'out', '−': 'out', 0: 'fit' }[event.key];
      if (way && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        ways[way]();
      }
    });

    // Touch scrolls by itself.
    plot.addEventListener('pointerdown', (down) => {
      if (down.pointerType !== 'mouse' || down.button !== 0 || plot.scrollWidth <= plot.clientWidth) {
        return;
      }
      const from = plot.scrollLeft;
      const drag = (move) => { plot.scrollLeft = from - (move.clientX - down.clientX); };
      plot.setPointerCapture(down.pointerId);
      plot.classList.add('dragged');
      plot.addEventListener('pointermove', drag);
      plot.addEventListener('lostpointercapture', () => {
        plot.removeEventListener('pointermove', drag);
        plot.classList.remove('dragged');
      }, { once: true });
    });
  }
})();
