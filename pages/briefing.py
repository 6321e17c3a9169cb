from partv.exhibits.briefing import briefing
from partv.ui import briefing as paper
from partv.ui.view import current

view = current()
paper.controls(view)
paper.show(briefing(view.store, view.selection, view.say.code, paper.address(view)), view)
