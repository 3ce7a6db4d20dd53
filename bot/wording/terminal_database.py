"""What `kotae db` says, in both languages. Names are those of `tutor.database`; braces are filled with `str.format`."""

from collections.abc import Mapping

from bot.study.facts import Language

_JA = {
    "ready": "データベースは使える状態です（バージョン {version}）。",
    "upgraded": "データベースをバージョン {version} に更新しました。更新前のバックアップ: {backup}",
    "backed_up": "バックアップしました: {path}",
    "restored": "復元しました: {path}",
    "restored_over": "復元しました: {path}。それまでのデータベースは {kept} に残してあります。",
    "server_off": "サーバー {server}: {of} 人中 {off} 人の点数か連続記録と、問題や日の集計 {counts} 件が、答えと違っていました。",
    "agrees": "{servers} サーバー、{learners} 人分の点数と連続記録は、すべて答えのとおりです。",
    "recounted": "{servers} サーバーを数え直し、{off} サーバーを直しました。",
    "off": "{servers} サーバー中 {off} サーバーで答えと違っています。kotae db recount で直せます。",
    "round_changes": "{day} サーバー {server} チャンネル {channel}: "
    "回答 {answers} 件のうち、{right} 件が正解に、{wrong} 件が誤答に変わります。",
    "earlier_rounds": "ほかに、それより前の {rounds} 回。",
    "reworded": "選択肢の文が変わっています:「{was}」→「{now}」。前の文を選んだ人も、新しい文を選んだものとして採点します。",
    "unlike_kind": "{day} サーバー {server} チャンネル {channel}: 出題したときと問題の形式（kind）が違い、採点し直せません。"
    "もとの形式に戻すか、新しい id の問題にしてください。",
    "unlike_number": "{day} サーバー {server} チャンネル {channel}: 出題したときと選択肢の数が違い、採点し直せません。"
    "もとの数に戻すか、新しい id の問題にしてください。",
    "unlike_options": "{day} サーバー {server} チャンネル {channel}: 文も位置も変わった選択肢があり、"
    "どれがどれだったか分からないので、採点し直せません。もとの順番に戻してください。",
    "still_open": "{day} サーバー {server} チャンネル {channel}: 正しい順番が変わりましたが、まだ回答を受け付けています。"
    "締め切ったあとで、もう一度実行してください。",
    "never_asked": "{question} は、まだ出題されていません。",
    "graded_so": "{question} は {rounds} 回出題され、すべていまの正解のとおりに採点されています。",
    "nothing_done": "採点し直せるものはありません。",
    "would_regrade": "{question}: 変わるのは {rounds} 回の出題、{members} 人の回答 {answers} 件です"
    "（正解に {right} 件、誤答に {wrong} 件）。",
    "regrade_takes": "まだ回答を受け付けている出題があります。動いているボットがその間に前の正解で採点した分を、"
    "{seconds} 秒後にもう一度確かめます。終わるまでお待ちください。",
    "regrade_confirm": "この内容で採点し直しますか？ [y/N]",
    "not_confirmed": "何も変えていません。",
    "no_terminal": "何も変えていません。確認なしで実行するには --yes を付けてください。",
    "regraded": "{question}: {rounds} 回の出題を新しい正解に直し、{members} 人の回答 {answers} 件を採点し直しました"
    "（正解に {right} 件、誤答に {wrong} 件）。Discord に投稿済みの答えのメッセージは、そのままです。",
    "no_question": "{name} という問題はありません。デッキ名/id の形で指定し、kotae check で読み込めるか確認してください。",
    "not_read": "データベースを読めませんでした。もう一度実行してください。",
    "report": "{day} · 報告 {number} · {name} · {about}: {words}",
    "no_reports": "サーバーの外からの報告はありません。",
    "older": "このデータベースは前のバージョンのものです。先に kotae db upgrade を実行してください。",
    "newer": "このデータベースは新しい Kotae のもの（バージョン {found}）で、この Kotae が読めるのは {known} までです。"
    "Kotae を更新するか、更新前のバックアップを kotae db restore で戻してください。",
    "foreign": "KOTAE_DATABASE_URL のデータベースには Kotae 以外のデータが入っています。"
    "別のファイルかデータベースを指定してください。",
    "not_upgraded": "データベースを更新できませんでした。中身は元のままです。{said}",
    "as_told": "{said}",
    "not_sqlite": "このコマンドは SQLite 用です。PostgreSQL では pg_dump と pg_restore を使ってください。",
    "no_address": "KOTAE_DATABASE_URL が使えません。"
    "sqlite:////data/kotae.db か postgresql://利用者:パスワード@ホスト/名前 のように書いてください。",
    "no_database": "データベース {path} がまだありません。kotae db upgrade か、ボットの最初の起動で作られます。",
    "no_backup": "{path} は Kotae のバックアップではありません。kotae db backup で作ったファイルを指定してください。",
    "no_folder": "フォルダー {path} がありません。先に作るか（マウントするか）、ファイルを指定してください。",
    "damaged": "データベースが壊れています（{what}）。別のバックアップを kotae db restore で戻してください。",
    "damaged_backup": "バックアップ {path} は壊れています（{what}）。別のバックアップを指定してください。",
    "exists": "{path} はすでにあります。バックアップなら別の名前にし、復元で置き換えるなら --force を付けてください。",
    "in_use": "{path} は使用中です。ボットを止めてから、もう一度実行してください。",
    "trouble_locked": "ほかのプログラムがデータベースを使っていて、書き込めませんでした。もう一度実行してください。",
    "trouble_full": "ディスクに空きがなく、書き込めませんでした。空きを作って、もう一度実行してください。",
    "trouble_refused": "書き込めませんでした。ディスクの空きと、フォルダーの権限を確認してください。",
    "trouble_closed": "終了中のため、書き込めませんでした。",
}

_EN = {
    "ready": "The database is ready (version {version}).",
    "upgraded": "The database is at version {version} now. A backup of what it was before: {backup}",
    "backed_up": "Backed up to {path}",
    "restored": "Restored {path}",
    "restored_over": "Restored {path}. The database that was there is kept as {kept}",
    "server_off": "Server {server}: points or streaks of {off} of {of} learners and {counts} counts of questions or days "
    "differed from the answers.",
    "agrees": "Points and streaks of {learners} learners in {servers} servers are all as the answers have it.",
    "recounted": "{servers} servers were counted anew, {off} of them put right.",
    "off": "{off} of {servers} servers differ from their answers. kotae db recount puts them right.",
    "round_changes": "{day}, server {server}, channel {channel}: "
    "of {answers} answers {right} become right, {wrong} become wrong.",
    "earlier_rounds": "And {rounds} rounds before these.",
    "reworded": "An option reads otherwise now: “{was}” -> “{now}”. Whoever chose it is graded as having chosen the new one.",
    "unlike_kind": "{day}, server {server}, channel {channel}: the question was of another kind when it was asked, so its "
    "answers cannot be graded anew. Give it its kind back, or make it a question with an id of its own.",
    "unlike_number": "{day}, server {server}, channel {channel}: the question had another number of options when it was asked, "
    "so its answers cannot be graded anew. Bring the options back, or make it a question with an id of its own.",
    "unlike_options": "{day}, server {server}, channel {channel}: options have changed both words and places, and nothing tells "
    "which is which, so its answers cannot be graded anew. Bring back the order they had.",
    "still_open": "{day}, server {server}, channel {channel}: the right order has changed, and the question is still open. "
    "Run this again once it is closed.",
    "never_asked": "{question} has not been asked yet.",
    "graded_so": "{question} was asked {rounds} times, and all answers are graded as its key is now.",
    "nothing_done": "There is nothing that could be graded anew.",
    "would_regrade": "{question}: {rounds} rounds would change, {answers} answers of {members} members "
    "({right} become right, {wrong} become wrong).",
    "regrade_takes": "Some of it is still open. What a running bot grades meanwhile by the key it has read is looked at again "
    "after {seconds} seconds: let it end.",
    "regrade_confirm": "Grade them anew? [y/N]",
    "not_confirmed": "Nothing was changed.",
    "no_terminal": "Nothing was changed. To do it without being asked, add --yes.",
    "regraded": "{question}: {rounds} rounds have the corrected question now, {answers} answers of {members} members were graded "
    "anew ({right} to right, {wrong} to wrong). Messages with the answer that Discord has already stay as they are.",
    "no_question": "There is no question {name}. Name it as deck/id, and see with kotae check whether it could be read.",
    "not_read": "The database could not be read. Try again.",
    "report": "{day} · report {number} · {name} · {about}: {words}",
    "no_reports": "There are no reports from outside of servers.",
    "older": "This database is of an earlier version. Run kotae db upgrade first.",
    "newer": "This database is from a newer Kotae (version {found}); this one reads up to {known}. "
    "Update Kotae, or bring back a backup from before the update with kotae db restore.",
    "foreign": "The database in KOTAE_DATABASE_URL holds something that is not Kotae's. Name another file or database.",
    "not_upgraded": "The database could not be migrated, and is as it was. {said}",
    "as_told": "{said}",
    "not_sqlite": "This command is for SQLite. With PostgreSQL use pg_dump and pg_restore.",
    "no_address": "KOTAE_DATABASE_URL cannot be used. Write it like sqlite:////data/kotae.db or postgresql://user:password@host/name",
    "no_database": "There is no database {path} yet. kotae db upgrade makes it, or the bot at its first start.",
    "no_backup": "{path} is no backup of Kotae's. Name a file that kotae db backup has made.",
    "no_folder": "There is no folder {path}. Make it (or mount it) first, or name a file.",
    "damaged": "The database is damaged ({what}). Bring back another backup with kotae db restore.",
    "damaged_backup": "The backup {path} is damaged ({what}). Name another one.",
    "exists": "{path} exists already. Choose another name for a backup; to replace the database by a restore, add --force.",
    "in_use": "{path} is in use. Stop the bot and try again.",
    "trouble_locked": "Another program holds the database, so nothing was written. Try again.",
    "trouble_full": "The disk is full, so nothing was written. Make room and try again.",
    "trouble_refused": "It could not be written. Look at the room on the disk and at who may write to the folder.",
    "trouble_closed": "Nothing was written: it is being closed.",
}


def sentence(name: str, fields: Mapping[str, str], language: Language) -> str:
    """What to say of that outcome."""
    return (_JA if language == "ja" else _EN)[name].format_map(fields).rstrip()
