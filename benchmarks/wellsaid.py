"""Whether words by which a task went well are found: `python benchmarks/wellsaid.py`."""

from __future__ import annotations

from pathlib import Path

from firsthand.language.stance import content, went_well

GOLD = Path(__file__).parent / "gold"


def main() -> None:
    print("| sentences | rule | content | found | precision | recall |\n|---|---|---|---|---|---|")
    for name in ("went_well", "went_well_unseen", "went_well_aloud", "went_well_last"):
        lines = (GOLD / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
        rows = [(text, label == "1") for text, label in (line.split("\t") for line in lines)]
        for rule in (content, went_well):
            found = [rule(text) is not None for text, _ in rows]
            right = sum(one and label for one, (_, label) in zip(found, rows, strict=True))
            wanted = sum(label for _, label in rows)
            print(
                f"| {name}.tsv, {len(rows)} | {rule.__name__} | {wanted} | {sum(found)} "
                f"| {right / sum(found):.2f} | {right / wanted:.2f} |"
            )


if __name__ == "__main__":
    main()
