'use strict';
(() => {
  const form = document.getElementById('survey');
  const who = document.getElementById('who');
  const status = document.getElementById('status');
  const LONGEST_MAIL = 1800;

  const tell = (text, bad) => {
    status.className = bad ? 'bad' : '';
    status.textContent = text;
  };

  const answer = section => {
    const given = { ticket: section.dataset.ticket };
    let answered = false;
    for (const checked of section.querySelectorAll('input[type=radio]:checked')) {
      given[checked.dataset.question] = Number(checked.value);
      answered = true;
    }
    const open = section.querySelector('textarea').value.trim();
    if (open) {
      given.open = open;
      answered = true;
    }
    return answered ? given : null;
  };

  const collect = () => {
    const technician = who.value.trim();
    who.setAttribute('aria-invalid', String(!technician));
    if (!technician) {
      tell('Please say who you are: your name or mail address.', true);
      who.focus();
      return null;
    }
    const answers = [...form.querySelectorAll('section')].map(answer).filter(Boolean);
    if (!answers.length) {
      tell('Nothing is answered yet.', true);
      form.querySelector('section input').focus();
      return null;
    }
    return { form: 'prodgate-survey-1', survey: form.dataset.survey, technician, time: new Date().toISOString(), answers };
  };

  form.addEventListener('submit', event => {
    event.preventDefault();
    const data = collect();
    if (!data) {
      return;
    }
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([JSON.stringify(data, null, 2) + '\n'], { type: 'application/json' }));
    link.download = 'survey-answers-' + data.time.replace(/[^0-9]/g, '').slice(0, 14) + '.json';
    document.body.append(link);
    link.click();
    link.remove();
    tell('Saved as ' + link.download + '. Please send this file to those who asked you.', false);
  });

  document.getElementById('mail').addEventListener('click', () => {
    const data = collect();
    if (!data) {
      return;
    }
    const body = encodeURIComponent(JSON.stringify(data));
    if (body.length > LONGEST_MAIL) {
      tell('This is too long for a mail that opens by itself: save it as a file and attach that.', true);
      return;
    }
    location.href = 'mailto:' + form.dataset.mail + '?subject=' + encodeURIComponent('Survey ' + data.survey) + '&body=' + body;
    tell('Your mail program should open. If it does not, save the answers as a file.', false);
  });

  for (const clear of form.querySelectorAll('button.clear')) {
    clear.addEventListener('click', () => {
      const section = clear.closest('section');
      section.querySelectorAll('input[type=radio]').forEach(radio => { radio.checked = false; });
      section.querySelector('textarea').value = '';
      section.querySelector('input').focus();
      tell('Cleared: this ticket counts as not answered.', false);
    });
  }
})();
