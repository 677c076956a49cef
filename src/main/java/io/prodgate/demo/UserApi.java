package io.prodgate.demo;

import java.util.List;

/** Anonymous sign-up, as the app does it at its first start: everybody gets an account of their own. */
final class UserApi {
    private final Users users;

    UserApi(Users users) {
        this.users = users;
    }

    List<Route> routes() {
        return List.of(
                Route.post("/api/v1/users/anonymous", this::signUp),
                Route.get("/api/v1/users/me", users.only((call, user) -> Answer.json(200, user.json()))));
    }

    private Answer signUp(Call call) {
        Users.SignedUp signedUp = users.signUp();
        return Answer.json(201, signedUp.user().json().put("token", signedUp.token()));
    }
}
