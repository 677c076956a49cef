# shellcheck shell=sh
# shellcheck disable=SC2034 # jdk_version is for the script that sources this one
# Finds a JDK of version 25 or newer; sourced by ./mvnw and ./prodgate, works in any POSIX shell.
#
# find_jdk sets jdk_home (the JDK's folder) and jdk_version (its full version, for example 25.0.3), or prints what is
# missing and how to get it, and returns 2. A JDK is known by its `release` file, so nothing is started to ask it.
#
# Order: PRODGATE_JAVA_HOME (must be right, or it is an error), JAVA_HOME, the `java` on PATH, then the folders where
# packages and version managers put JDKs. A choice that somebody made (the first three) wins if it is new enough; among
# the folders 25 itself wins, then the newest.

# Prefix of the system-wide folders; empty but in tests.
: "${PRODGATE_JDK_ROOT=}"

wanted_java=25

# Sets seen_version (full) and seen_major of the JDK in folder $1; fails if there is none or if it is only a JRE.
look_at_jdk() {
    seen_version=
    if ! [ -x "$1/bin/java" ] || ! [ -x "$1/bin/javac" ] || ! [ -r "$1/release" ]; then
        return 1
    fi
    while IFS= read -r release_line || [ -n "$release_line" ]; do
        case $release_line in
            JAVA_VERSION=*)
                seen_version=${release_line#JAVA_VERSION=}
                seen_version=${seen_version#\"}
                seen_version=${seen_version%%\"*}
                break
                ;;
        esac
    done <"$1/release"
    seen_major=${seen_version%%[!0-9]*}
    [ -n "$seen_major" ]
}

# Takes the JDK in folder $1 if it is new enough.
take_jdk() {
    if ! look_at_jdk "$1" || [ "$seen_major" -lt "$wanted_java" ]; then
        return 1
    fi
    jdk_home=$1
    jdk_version=$seen_version
}

# Remembers the JDK in folder $1 (or in its Contents/Home, as on macOS) if it is better than what was seen before.
weigh_jdk() {
    for candidate in "$1" "$1/Contents/Home"; do
        if ! look_at_jdk "$candidate" || [ "$seen_major" -lt "$wanted_java" ]; then
            continue
        fi
        if [ -z "$jdk_home" ] || [ "$seen_major" -eq "$wanted_java" ] || [ "$seen_major" -gt "$best_major" ]; then
            best_major=$seen_major
            jdk_home=$candidate
            jdk_version=$seen_version
        fi
        return 0
    done
    return 1
}

# Takes the JDK that the `java` on PATH belongs to, through any chain of symbolic links.
take_jdk_on_path() {
    path_java=$(command -v java) || return 1
    while [ -h "$path_java" ]; do
        link_target=$(readlink "$path_java") || return 1
        case $link_target in
            /*) path_java=$link_target ;;
            *) path_java=${path_java%/*}/$link_target ;;
        esac
    done
    case $path_java in
        /*/bin/java) take_jdk "${path_java%/bin/java}" ;;
        *) return 1 ;;
    esac
}

find_jdk() {
    jdk_home=
    jdk_version=
    best_major=0
    if [ -n "${PRODGATE_JAVA_HOME-}" ]; then
        take_jdk "$PRODGATE_JAVA_HOME" && return 0
        echo "prodgate: PRODGATE_JAVA_HOME is $PRODGATE_JAVA_HOME, and that is not a JDK $wanted_java or newer." >&2
        echo "  Point it to the folder of a JDK (the one with bin/javac and a file named release), or unset it." >&2
        return 2
    fi
    [ -n "${JAVA_HOME-}" ] && take_jdk "$JAVA_HOME" && return 0
    take_jdk_on_path && return 0

    home=${HOME-/nonexistent}
    for folder in \
        "$PRODGATE_JDK_ROOT"/usr/lib/jvm/* \
        "$PRODGATE_JDK_ROOT"/usr/lib64/jvm/* \
        "$PRODGATE_JDK_ROOT"/usr/java/* \
        "$PRODGATE_JDK_ROOT"/opt/* \
        "$PRODGATE_JDK_ROOT"/opt/java/* \
        "$PRODGATE_JDK_ROOT"/Library/Java/JavaVirtualMachines/* \
        "$PRODGATE_JDK_ROOT"/opt/homebrew/opt/openjdk*/libexec/openjdk.jdk \
        "$PRODGATE_JDK_ROOT"/usr/local/opt/openjdk*/libexec/openjdk.jdk \
        "$PRODGATE_JDK_ROOT"/home/linuxbrew/.linuxbrew/opt/openjdk*/libexec \
        "$home"/Library/Java/JavaVirtualMachines/* \
        "${SDKMAN_DIR:-$home/.sdkman}"/candidates/java/* \
        "$home"/.jdks/* \
        "$home"/.gradle/jdks/* \
        "${ASDF_DATA_DIR:-$home/.asdf}"/installs/java/* \
        "${MISE_DATA_DIR:-$home/.local/share/mise}"/installs/java/*; do
        # 25 itself cannot be beaten: stop at the first.
        if weigh_jdk "$folder" && [ "$best_major" -eq "$wanted_java" ]; then
            return 0
        fi
    done
    [ -n "$jdk_home" ] && return 0

    echo "prodgate: no JDK $wanted_java or newer found (looked at JAVA_HOME, PATH and the usual folders)." >&2
    if [ -n "${JAVA_HOME-}" ]; then
        if look_at_jdk "$JAVA_HOME"; then
            echo "  JAVA_HOME is $JAVA_HOME: a JDK $seen_version, too old." >&2
        else
            echo "  JAVA_HOME is $JAVA_HOME: not the folder of a JDK." >&2
        fi
    fi
    echo "  Get one, for example:" >&2
    echo "    Debian, Ubuntu   apt-get install openjdk-$wanted_java-jdk-headless, or Temurin from https://adoptium.net" >&2
    echo "    Fedora           dnf install java-$wanted_java-openjdk-devel" >&2
    echo "    macOS            brew install openjdk@$wanted_java" >&2
    echo "    SDKMAN           sdk install java $wanted_java-tem" >&2
    echo "  Or point JAVA_HOME to one that is installed elsewhere." >&2
    return 2
}
