package io.prodgate.demo;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is known about tickets of each category.
 *
 * @param articles one a category
 */
record KnowledgeBase(List<Article> articles) {
    KnowledgeBase {
        articles = List.copyOf(articles);
    }

    /**
     * An article.
     *
     * @param number for reference
     * @param category what it is about
     * @param advice what to try first
     */
    record Article(String number, String category, String advice) {}

    /** The articles of the demo. */
    static KnowledgeBase small() {
        return new KnowledgeBase(List.of(
                new Article("KB-101", "network", "Check the switch port for errors, then renew the DHCP lease."),
                new Article("KB-102", "database", "Look for long transactions that hold locks; end the oldest first."),
                new Article(
                        "KB-103", "access", "Compare the group membership with a colleague's and add what is missing."),
                new Article(
                        "KB-104", "configuration", "Import the department's profile again and restart the client.")));
    }

    /** The article about a category, if there is one. */
    Optional<Article> about(String category) {
        return articles.stream()
                .filter(article -> article.category().equals(category))
                .findFirst();
    }

    /** The first article whose category a text names. */
    Optional<Article> mentionedIn(String text) {
        String words = text.toLowerCase(Locale.ROOT);
        return articles.stream()
                .filter(article -> words.contains(article.category()))
                .findFirst();
    }
}
