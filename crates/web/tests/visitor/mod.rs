//! Somebody with a browser, over a site with a real store and without a network.
#![expect(clippy::unwrap_used, reason = "helpers of tests stop where the site is not as expected")]

use std::sync::{Arc, Mutex};

use app::site::{Role, Who};
use app::users::NewAccount;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, Response};
use tower::ServiceExt;
use web::{Config, Now, Web};

use crate::sample;

/// The password of the sample's administrator.
pub(crate) const PASSWORD: &str = "three plain words";

/// What a request got.
pub(crate) struct Page {
    pub(crate) status: u16,
    pub(crate) body: String,
    headers: Vec<(String, String)>,
}

impl Page {
    /// A header; empty without.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v.as_str())
    }

    /// Every text that stands between two others.
    pub(crate) fn between(&self, from: &str, to: &str) -> Vec<String> {
        self.body.split(from).skip(1).filter_map(|rest| rest.split(to).next()).map(str::to_string).collect()
    }

    /// The fields of the page's form as they are filled in, those named here with other values.
    pub(crate) fn filled(&self, changed: &[(&str, &str)]) -> Vec<(String, String)> {
        let form =
            self.body.split("id=\"form\"").nth(1).and_then(|f| f.split("</form>").next()).unwrap_or("");
        let attribute = |tag: &str, name: &str| {
            let from = tag.split(&format!(" {name}=\"")).nth(1)?;
            from.split('"')
                .next()
                .map(|v| v.replace("&amp;", "&").replace("&#39;", "'").replace("&quot;", "\""))
        };
        let mut fields: Vec<(String, String)> = Vec::new();
        for rest in form.split('<').skip(1) {
            let Some((tag, text)) = rest.split_once('>') else { continue };
            let tag = &tag.split_whitespace().collect::<Vec<_>>().join(" ");
            let Some(name) = attribute(tag, "name") else {
                // The chosen option of the list before it.
                if let (true, Some(last)) =
                    (tag.starts_with("option") && tag.contains(" selected"), fields.last_mut())
                {
                    last.1 = attribute(tag, "value").unwrap_or_default();
                }
                continue;
            };
            let value = attribute(tag, "value").unwrap_or_default();
            let ticked = !tag.contains("type=\"radio\"") && !tag.contains("type=\"checkbox\"")
                || tag.contains(" checked");
            match tag.split_whitespace().next() {
                Some("input") if ticked && name != "csrf" => fields.push((name, value)),
                Some("textarea") => fields.push((name, text.replace("&amp;", "&").trim().to_string())),
                Some("select") => fields.push((name, String::new())),
                _ => {}
            }
        }
        for (name, value) in changed {
            fields.retain(|(n, _)| n != name);
            fields.push(((*name).to_string(), (*value).to_string()));
        }
        fields
    }

    /// The value of a hidden field.
    pub(crate) fn field(&self, name: &str) -> String {
        self.between(&format!("name=\"{name}\" value=\""), "\"").first().cloned().unwrap_or_default()
    }
}

/// A browser with its cookie.
pub(crate) struct Visitor {
    web: Arc<Web>,
    router: Router,
    runtime: Arc<tokio::runtime::Runtime>,
    cookie: Mutex<String>,
    _folder: Arc<tempfile::TempDir>,
}

/// A small demonstration: the sample's plan under another place's name.
fn aside() -> Result<web::demonstration::Told, String> {
    let folder = tempfile::tempdir().map_err(|e| e.to_string())?;
    let gate = sample::gate(folder.path(), 8);
    let account = NewAccount {
        name: "Dora Guide".into(),
        email: "dora@elsewhere.example".into(),
        role: Role::ProgrammeManager,
        answers_to: Vec::new(),
    };
    let made =
        gate.act(&Who::operator("Test"), now(), |site, ctx| site.administrator(ctx)?.add_user(&account, ""));
    let user = made.map_err(|e| e.to_string())?;
    let banner = Some("This is a demonstration.".to_string());
    let config = Config { banner, aside: true, ..Config::new(Arc::new(now)) };
    Ok(web::demonstration::Told { web: Web::new(config, gate), user, keep: Box::new(folder) })
}

fn now() -> Now {
    Now { day: sample::today(), seconds: 1_764_300_000 }
}

impl Visitor {
    /// A visitor of a site with that many actions and no account.
    pub(crate) fn new(actions: usize) -> Visitor {
        let folder = tempfile::tempdir().unwrap();
        let gate = sample::gate(folder.path(), actions);
        let tell: web::demonstration::Tell = Arc::new(aside);
        let config = Config { demonstration: Some(tell), ..Config::new(Arc::new(now)) };
        Visitor::over(Web::new(config, gate), folder)
    }

    fn over(web: Web, folder: tempfile::TempDir) -> Visitor {
        let web = Arc::new(web);
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let router = web::routes::router(Arc::clone(&web));
        let (cookie, runtime) = (Mutex::default(), Arc::new(runtime));
        Visitor { web, router, runtime, cookie, _folder: Arc::new(folder) }
    }

    /// The first of the demonstration's people, signed in on the story's day.
    pub(crate) fn of_the_demonstration() -> Visitor {
        let folder = tempfile::tempdir().unwrap();
        let (gate, today, email) = sample::demonstration(folder.path());
        let now = Now { day: today, seconds: i64::from(today.number()) * 86_400 + 43_200 };
        let path = gate.sign_in_path(&email, now).unwrap();
        let visitor = Visitor::over(Web::new(Config::new(Arc::new(move || now)), gate), folder);
        let page = visitor.get(&path);
        visitor.set_cookie(page.header("set-cookie").split(';').next().unwrap());
        visitor
    }

    /// What is kept.
    pub(crate) fn store(&self) -> &store::Store {
        self.web.gate.site().store()
    }

    /// The administrator of such a site, signed in.
    pub(crate) fn signed_in(actions: usize) -> Visitor {
        let visitor = Visitor::new(actions);
        let page = visitor.sign_up(&visitor.set_up_path());
        let cookie = page.header("set-cookie").split(';').next().unwrap().to_string();
        *visitor.cookie.lock().unwrap() = cookie;
        visitor
    }

    /// Somebody else at the same site, not signed in.
    pub(crate) fn stranger(&self) -> Visitor {
        Visitor {
            web: Arc::clone(&self.web),
            router: self.router.clone(),
            runtime: Arc::clone(&self.runtime),
            cookie: Mutex::default(),
            _folder: Arc::clone(&self._folder),
        }
    }

    /// A colleague with an account in this role who answers for these owners, signed in.
    pub(crate) fn colleague(&self, role: Role, answers_to: &[&str]) -> Visitor {
        let email = format!("{}@marlbeck.example", role.word());
        let account = NewAccount {
            name: format!("Colleague {}", role.word()),
            email: email.clone(),
            role,
            answers_to: answers_to.iter().map(ToString::to_string).collect(),
        };
        let gate = &self.web.gate;
        gate.act(&Who::operator("Test"), now(), |site, ctx| site.administrator(ctx)?.add_user(&account, ""))
            .unwrap();
        let colleague = self.stranger();
        let page = colleague.get(&gate.sign_in_path(&email, now()).unwrap());
        let cookie = page.header("set-cookie").split(';').next().unwrap().to_string();
        *colleague.cookie.lock().unwrap() = cookie;
        colleague
    }

    /// The cookies of this browser.
    pub(crate) fn cookie(&self) -> String {
        self.cookie.lock().unwrap().clone()
    }

    /// Another set of cookies.
    pub(crate) fn set_cookie(&self, cookie: &str) {
        *self.cookie.lock().unwrap() = cookie.to_string();
    }

    /// One more cookie, as an answer set it.
    pub(crate) fn add_cookie(&self, set: &str) {
        let one = set.split(';').next().unwrap();
        let all = format!("{}; {one}", self.cookie());
        self.set_cookie(&all);
    }

    /// The address that makes the first administrator.
    pub(crate) fn set_up_path(&self) -> String {
        self.web.gate.set_up_path(now()).unwrap().unwrap()
    }

    /// Makes the first administrator.
    pub(crate) fn sign_up(&self, path: &str) -> Page {
        let fields = [
            ("name", "Ann Archer"),
            ("email", "ann@marlbeck.example"),
            ("place", "Marlbeck"),
            ("password", PASSWORD),
        ];
        self.post(path, &fields)
    }

    /// The address of the plan.
    pub(crate) fn plan(&self) -> String {
        self.get("/").header("location").to_string()
    }

    /// The address of the action so called.
    pub(crate) fn action(&self, reference: &str) -> String {
        let page = self.get(&format!("{}/plan", self.plan()));
        let links = page.between("<a class=\"govuk-link\" href=\"", "</a>");
        let link = links.iter().find(|l| l.ends_with(&format!(">{reference}"))).unwrap();
        link.split('"').next().unwrap().to_string()
    }

    /// The address of the acts on the action so called.
    pub(crate) fn act(&self, reference: &str) -> String {
        self.action(reference).replace("/actions/", "/acts/action/")
    }

    /// Sends the form of a page as it is filled in, with other values in these fields.
    pub(crate) fn fill(&self, address: &str, changed: &[(&str, &str)]) -> Page {
        let fields = self.get(address).filled(changed);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        self.send(address, &fields)
    }

    /// Takes the last act of the plan back, as its history offers it.
    pub(crate) fn undo_last(&self) {
        let page = self.get(&format!("{}/history", self.plan()));
        let undo = page.between("<form action=\"", "\"").into_iter().find(|a| a.contains("/undo/")).unwrap();
        let done = self.send(&undo, &[]);
        assert_eq!(done.status, 303, "{undo}: {}", done.body);
    }

    /// The token of this session's forms.
    pub(crate) fn csrf(&self) -> String {
        self.get("/account").field("csrf")
    }

    pub(crate) fn get(&self, address: &str) -> Page {
        let request = Request::get(address).header("cookie", self.cookie.lock().unwrap().as_str());
        self.answer(request.body(Body::empty()).unwrap())
    }

    /// Asks for an address with further headers.
    pub(crate) fn get_with(&self, address: &str, headers: &[(&str, &str)]) -> Page {
        let mut request = Request::get(address).header("cookie", self.cookie.lock().unwrap().as_str());
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.answer(request.body(Body::empty()).unwrap())
    }

    /// Posts fields with the session's token.
    pub(crate) fn send(&self, address: &str, fields: &[(&str, &str)]) -> Page {
        let csrf = self.csrf();
        let mut all = vec![("csrf", csrf.as_str())];
        all.extend(fields);
        self.post(address, &all)
    }

    /// Posts fields.
    pub(crate) fn post(&self, address: &str, fields: &[(&str, &str)]) -> Page {
        let encode =
            |text: &str| {
                text.bytes()
                    .map(|b| {
                        if b.is_ascii_alphanumeric() {
                            char::from(b).to_string()
                        } else {
                            format!("%{b:02X}")
                        }
                    })
                    .collect::<String>()
            };
        let body: Vec<String> = fields.iter().map(|(n, v)| format!("{}={}", encode(n), encode(v))).collect();
        self.post_raw(address, &body.join("&"), &[])
    }

    /// Posts a body with further headers.
    pub(crate) fn post_raw(&self, address: &str, body: &str, headers: &[(&str, &str)]) -> Page {
        let mut request = Request::post(address)
            .header("cookie", self.cookie.lock().unwrap().as_str())
            .header("content-type", "application/x-www-form-urlencoded");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.answer(request.body(Body::from(body.to_string())).unwrap())
    }

    /// Uploads a document.
    pub(crate) fn upload(&self, address: &str, name: &str, bytes: &[u8]) -> Page {
        let csrf = self.csrf();
        let mut body = format!("--edge\r\ncontent-disposition: form-data; name=\"csrf\"\r\n\r\n{csrf}\r\n--edge\r\ncontent-disposition: form-data; name=\"files\"; filename=\"{name}\"\r\ncontent-type: text/plain\r\n\r\n").into_bytes();
        body.extend(bytes);
        body.extend(b"\r\n--edge--\r\n");
        self.post_bytes(address, "multipart/form-data; boundary=edge", body)
    }

    /// Posts bytes of a kind.
    pub(crate) fn post_bytes(&self, address: &str, kind: &str, body: Vec<u8>) -> Page {
        let request = Request::post(address)
            .header("cookie", self.cookie.lock().unwrap().as_str())
            .header("content-type", kind);
        self.answer(request.body(Body::from(body)).unwrap())
    }

    fn answer(&self, request: Request<Body>) -> Page {
        let router = self.router.clone();
        self.runtime.block_on(async move {
            let response: Response<Body> = router.oneshot(request).await.unwrap();
            let (parts, body) = response.into_parts();
            let text = |v: &axum::http::HeaderValue| v.to_str().unwrap_or_default().to_string();
            let headers = parts.headers.iter().map(|(n, v)| (n.to_string(), text(v))).collect();
            let body = to_bytes(body, usize::MAX).await.unwrap();
            Page { status: parts.status.as_u16(), body: String::from_utf8_lossy(&body).into_owned(), headers }
        })
    }
}
