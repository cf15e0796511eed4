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

fn now() -> Now {
    Now { day: sample::today(), seconds: 1_764_300_000 }
}

impl Visitor {
    /// A visitor of a site with that many actions and no account.
    pub(crate) fn new(actions: usize) -> Visitor {
        let folder = tempfile::tempdir().unwrap();
        let gate = sample::gate(folder.path(), actions);
        let config = Config { now: Arc::new(now), banner: None, https: false };
        let web = Arc::new(Web::new(config, gate));
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let router = web::routes::router(Arc::clone(&web));
        let (cookie, runtime) = (Mutex::default(), Arc::new(runtime));
        Visitor { web, router, runtime, cookie, _folder: Arc::new(folder) }
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

    /// The token of this session's forms.
    pub(crate) fn csrf(&self) -> String {
        self.get("/account").field("csrf")
    }

    pub(crate) fn get(&self, address: &str) -> Page {
        let request = Request::get(address).header("cookie", self.cookie.lock().unwrap().as_str());
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
        let request = Request::post(address)
            .header("cookie", self.cookie.lock().unwrap().as_str())
            .header("content-type", "multipart/form-data; boundary=edge");
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
